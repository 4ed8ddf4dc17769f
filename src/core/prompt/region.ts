import type { DocumentRows } from '../edit/rows.ts';
import type { Message } from '../gateway/gateway.ts';
import { surroundings, type Surroundings } from './excerpt.ts';
import { fenced, fenceFor, quoted } from './fence.ts';
import type { SourceFile } from './prompt.ts';
import { fitting, headOf, relatedBudget, sentence } from './related.ts';
import type { RegionContext, RelatedCode } from './related.ts';
import { weigh } from './tokens.ts';

/** A request about one region of a file. */
export interface RegionRequest {
	readonly system: string;
	readonly file: SourceFile;
	readonly rows: DocumentRows;
	/** The region touches the rows in [startRow, nextRow); empty for a place between two rows. */
	readonly startRow: number;
	readonly nextRow: number;
	/** What stands in the region's first and last row outside of it. */
	readonly prefix?: string;
	readonly suffix?: string;
	/** What is asked, given the fence of the last block. */
	readonly ask: (fence: string) => string;
	/** What the user wrote and `ask` repeats; it may hold fences too. */
	readonly words?: string;
	/** The region itself, which stands in the last block. */
	readonly region: readonly string[];
	/** Estimated tokens of all messages together. */
	readonly maxTokens: number;
	readonly context?: RegionContext;
}

/**
 * The messages about a region: its file first, from the top, since that stays the same from request
 * to request and a gateway keeps what a request begins with; then what the region uses from
 * elsewhere, what is asked, and the region in the last fenced block.
 */
export function regionMessages(request: RegionRequest): {
	readonly messages: readonly Message[];
	readonly fence: string;
} {
	const layout = chooseLayout(request);
	return {
		messages: [
			{ role: 'system', content: request.system },
			{ role: 'user', content: compose(request, layout) },
		],
		fence: layout.fence,
	};
}

/** What goes into a request beside the region itself. */
interface Layout {
	readonly fence: string;
	readonly around: Surroundings;
	/** The head of the file, where `around` does not reach it. */
	readonly head?: RelatedCode;
	readonly related: readonly RelatedCode[];
}

const nothingAround = { before: [], after: [], tokens: 0 };

function chooseLayout(request: RegionRequest): Layout {
	const { context, maxTokens } = request;
	const bare = layOut(request, []);
	const room = maxTokens - cost(request, { ...bare, related: [] });
	const budget = Math.min(relatedBudget(maxTokens), room);
	const elsewhere = (context?.related ?? []).filter(({ path }) => path !== undefined);
	const taken = fitting(elsewhere, budget);
	const first = taken.related.length === 0 ? bare : layOut(request, taken.related);
	const missing = fitting(outside(request, first.around), budget - taken.tokens).related;
	const whole = missing.length === 0 ? first : layOut(request, [...missing, ...taken.related]);
	// A fence that grew with what was added may have cost more than there was.
	return cost(request, whole) > maxTokens ? bare : whole;
}

/** The head of the file and definitions in it that the rows around do not hold. */
function outside(
	{ context, file, rows, startRow, nextRow }: RegionRequest,
	{ before, after, cutBefore, cutAfter }: Surroundings,
): readonly RelatedCode[] {
	if (cutBefore + cutAfter === 0) {
		return [];
	}
	const from = startRow - before.length;
	const to = nextRow + after.length;
	const head = cutBefore > 0 ? headOf(rows, file.languageId) : undefined;
	const headRows = head?.rows.slice(0, cutBefore) ?? [];
	const own = (context?.related ?? []).filter(
		({ path, startRow: first, rows: { length } }) =>
			path === undefined && (first + length <= from || first >= to) && first >= headRows.length,
	);
	return [...(head ? [{ ...head, rows: headRows }] : []), ...own];
}

function layOut(request: RegionRequest, related: readonly RelatedCode[]): Layout {
	const { rows, startRow, nextRow, maxTokens } = request;
	const head = related.find(({ symbol }) => symbol === undefined);
	const others = related.filter(code => code !== head);
	const parts = { ...(head && { head }), related: others };
	const own = [
		...request.region,
		...related.flatMap(code => code.rows),
		...[request.prefix, request.suffix, request.words].map(text => text ?? ''),
	];
	const around = (fence: string): Surroundings => {
		const budget = maxTokens - cost(request, { fence, ...parts });
		return surroundings({ rows, startRow, nextRow, budget });
	};
	const fenceAround = ({ before, after }: Surroundings): string =>
		fenceFor([...own, ...before, ...after]);

	let found = around(fenceFor(own));
	if (fenceAround(found).length > fenceFor(own).length) {
		// A longer fence leaves less room. What still fits is part of this, so the fence suffices.
		found = around(fenceAround(found));
	}
	return { fence: fenceAround(found), around: found, ...parts };
}

/** Estimated tokens of everything but the rows around, at most. */
function cost(request: RegionRequest, layout: Omit<Layout, 'around'>): number {
	const cutBefore = request.startRow;
	const cutAfter = request.rows.lineCount - request.nextRow;
	const around = { ...nothingAround, cutBefore, cutAfter };
	const bare = compose(request, { ...layout, around });
	const emptyBlock = `${fenced(layout.fence, request.file.languageId, [])}\n`;
	return Math.ceil((weigh(request.system) + weigh(bare) + 2 * weigh(emptyBlock)) / 100);
}

function compose(request: RegionRequest, { fence, around, head, related }: Layout): string {
	const { file, prefix = '', suffix = '' } = request;
	const block = (rows: readonly string[]): string => fenced(fence, file.languageId, rows);
	const code = (one: RelatedCode): string =>
		`${sentence(one)}\n${fenced(fence, one.languageId, one.rows)}`;
	const side = (
		rows: readonly string[],
		cut: number,
		where: 'before' | 'after',
	): readonly string[] => {
		const note = cut === 0 ? '' : ` (${cut} ${cut === 1 ? 'line' : 'lines'} further off left out)`;
		const text = `What stands ${where} the code in the last block${note}:`;
		return rows.length > 0 ? [`${text}\n${block(rows)}`] : cut > 0 ? [text] : [];
	};
	const { before, after, cutBefore, cutAfter } = around;
	return [
		`File: ${quoted(file.path)} (${file.languageId}, one step of indentation is ${stepOf(file)})`,
		...(head ? [code(head)] : []),
		...side(prefix === '' ? before : [...before, prefix], cutBefore, 'before'),
		...side(suffix === '' ? after : [suffix, ...after], cutAfter, 'after'),
		...related.map(code),
		`${belongsTo(request)}${request.ask(fence)}\n${block(request.region)}`,
	].join('\n\n');
}

function belongsTo({ context }: RegionRequest): string {
	const names = (context?.enclosing ?? []).map(quoted);
	return names.length === 0 ? '' : `The last block belongs to ${names.join(' in ')}.\n`;
}

function stepOf({ indentUnit }: SourceFile): string {
	if (indentUnit === 'tab') {
		return 'a tab';
	}
	return indentUnit === 1 ? '1 blank' : `${indentUnit} blanks`;
}

/** What the user wrote, in a block of its own where it holds a fence that could open one. */
export function userWords(text: string, fence: string): string {
	const words = text.trim();
	return /^ {0,3}(?:```|~~~)/m.test(words) ? `\n${fenced(fence, 'text', [words])}` : words;
}

/** Names the rows in [startRow, nextRow) as editors do, from 1. */
export function rowsNamed(startRow: number, nextRow: number): string {
	return nextRow - startRow === 1 ? `line ${nextRow}` : `lines ${startRow + 1} to ${nextRow}`;
}
