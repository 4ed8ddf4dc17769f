import type { DocumentRows } from '../edit/rows.ts';
import type { Message } from '../gateway/gateway.ts';
import { surroundings, type Surroundings } from './excerpt.ts';
import { fenced, fenceFor, quoted } from './fence.ts';
import type { SourceFile } from './prompt.ts';
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
}

/**
 * The messages about a region: what surrounds it first, since that stays the same from request to
 * request, then what is asked, and the region in the last fenced block.
 */
export function regionMessages(request: RegionRequest): {
	readonly messages: readonly Message[];
	readonly fence: string;
} {
	const { rows, startRow, nextRow } = request;
	const own = [...request.region, request.prefix ?? '', request.suffix ?? '', request.words ?? ''];
	const around = (fence: string): Surroundings =>
		surroundings({ rows, startRow, nextRow, budget: request.maxTokens - cost(request, fence) });

	const fenceAround = ({ before, after }: Surroundings): string =>
		fenceFor([...own, ...before, ...after]);

	let context = around(fenceFor(own));
	if (fenceAround(context).length > fenceFor(own).length) {
		// A longer fence leaves less room. What still fits is part of this, so the fence suffices.
		context = around(fenceAround(context));
	}
	const fence = fenceAround(context);
	return {
		messages: [
			{ role: 'system', content: request.system },
			{ role: 'user', content: compose(request, fence, context) },
		],
		fence,
	};
}

/** Estimated tokens of everything but the rows around, at most. */
function cost(request: RegionRequest, fence: string): number {
	const cutBefore = request.startRow;
	const cutAfter = request.rows.lineCount - request.nextRow;
	const bare = compose(request, fence, { before: [], after: [], cutBefore, cutAfter, tokens: 0 });
	const emptyBlock = `${fenced(fence, request.file.languageId, [])}\n`;
	return Math.ceil((weigh(request.system) + weigh(bare) + 2 * weigh(emptyBlock)) / 100);
}

function compose(request: RegionRequest, fence: string, context: Surroundings): string {
	const { file, prefix = '', suffix = '' } = request;
	const block = (rows: readonly string[]): string => fenced(fence, file.languageId, rows);
	const side = (
		rows: readonly string[],
		cut: number,
		where: 'before' | 'after',
	): readonly string[] => {
		const note = cut === 0 ? '' : ` (${cut} ${cut === 1 ? 'line' : 'lines'} further off left out)`;
		const text = `What stands ${where} the code in the last block${note}:`;
		return rows.length > 0 ? [`${text}\n${block(rows)}`] : cut > 0 ? [text] : [];
	};
	return [
		`File: ${quoted(file.path)} (${file.languageId}, one step of indentation is ${stepOf(file)})`,
		...side(
			prefix === '' ? context.before : [...context.before, prefix],
			context.cutBefore,
			'before',
		),
		...side(suffix === '' ? context.after : [suffix, ...context.after], context.cutAfter, 'after'),
		`${request.ask(fence)}\n${block(request.region)}`,
	].join('\n\n');
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
