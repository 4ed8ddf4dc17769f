import type { Changes } from './changes.ts';
import { importOf } from './chunkName.ts';
import { chunksOf, insideOf, isDecorator, type Chunk, type Scope } from './chunks.ts';
import { isElision } from './elision.ts';
import type { Mover } from './indentation.ts';

export interface Replacement {
	readonly document: Scope;
	readonly block: Scope;
	readonly changes: Changes;
	readonly mover: Mover;
	/** The block shows what it changes, and nothing else, without saying so. */
	readonly partial: boolean;
	/** Merges what is inside. */
	readonly inside: (document: Scope, block: Scope, partial: boolean) => boolean;
}

/** Languages in which a mapping that lacks a key means "the others stay". */
const mappings: ReadonlySet<string> = new Set([
	'yaml',
	'dockercompose',
	'toml',
	'ini',
	'properties',
]);

/** Languages whose definitions hold others: leaving one of those out is not a wish to remove it. */
const memberHead = /[({]|\bdef\b|\bfun|\bfn\b/;

/** Gives a chunk of the document the text of one of the block. @returns Whether that is certain. */
export function replaceChunk(ours: Chunk, item: Chunk, replacement: Replacement): boolean {
	const { document, block, changes, mover, partial } = replacement;
	const { rows, languageId } = block;
	const inside = insideOf(block, item);
	const into = insideOf(document, ours);
	if (rows.slice(inside.start, inside.end).some(row => isElision(row, languageId))) {
		replaceLead(ours, item, replacement);
		const head = mover.move(rows.slice(item.head, inside.start), item.indent, ours.indent);
		changes.replace(ours.head, into.start, head);
		return replacement.inside(into, inside, false);
	}
	if (mappings.has(languageId) && isMapping(inside) && isMapping(into)) {
		return replacement.inside(into, inside, true);
	}
	if (partial && lacksMembers(into, inside)) {
		return false;
	}
	if (importOf(headOf(block, item)) !== undefined) {
		return replaceImport(ours, item, replacement);
	}
	replaceLead(ours, item, replacement);
	const own = mover.move(rows.slice(item.head, item.end), item.indent, ours.indent);
	changes.replace(ours.head, ours.end, own);
	return true;
}

/** The row that a chunk is known by, without its indentation. */
export function headOf({ rows }: Scope, { head }: Chunk): string {
	return (rows[head] ?? '').trim();
}

/** Comments and decorators stay unless the block brings its own. */
function replaceLead(
	ours: Chunk,
	item: Chunk,
	{ document, block, changes, mover }: Replacement,
): void {
	const lead = block.rows.slice(item.start, item.head);
	if (lead.length === 0) {
		return;
	}
	const kept = document.rows
		.slice(ours.start, ours.head)
		.filter(row => isDecorator(row) && !lead.some(isDecorator));
	changes.replace(ours.start, ours.head, [...mover.move(lead, item.indent, ours.indent), ...kept]);
}

const importList = /^(.*\{)([^}]*)(\}.*)$|^(from\s+\S+\s+import\s+)([^()]+)$/;

/** Names that are imported stay imported: a block rarely shows all that use them. */
function replaceImport(
	ours: Chunk,
	item: Chunk,
	{ document, block, changes }: Replacement,
): boolean {
	if (ours.end > ours.head + 1 || item.end > item.head + 1) {
		return namesText(document, ours) === namesText(block, item);
	}
	const old = importList.exec(document.rows[ours.head] ?? '');
	const next = importList.exec(headOf(block, item));
	const [, open = old?.[4], names = old?.[5], close = ''] = old ?? [];
	if (open === undefined || names === undefined || !next) {
		return headOf(block, item) === headOf(document, ours);
	}
	const known = new Set(listed(names));
	const missing = listed(next[2] ?? next[5] ?? '').filter(name => !known.has(name));
	if (missing.length > 0) {
		const blank = /\s*$/.exec(names)?.[0] ?? '';
		const all = [names.trimEnd().replace(/,$/, ''), ...missing].join(', ');
		changes.replace(ours.head, ours.end, [`${open}${all}${blank}${close}`]);
	}
	return true;
}

function listed(names: string): readonly string[] {
	return names
		.split(',')
		.map(name => name.trim())
		.filter(name => name !== '');
}

function namesText({ rows }: Scope, { head, end }: Chunk): string {
	return rows
		.slice(head, end)
		.join(' ')
		.replaceAll(/[\s,]+/g, ' ');
}

function isMapping(scope: Scope): boolean {
	const chunks = chunksOf(scope) ?? [];
	return chunks.length > 0 && chunks.every(({ name }) => name !== undefined);
}

/** Whether a definition inside of the document's is not among those that the block shows. */
function lacksMembers(into: Scope, inside: Scope): boolean {
	const shown = new Set((chunksOf(inside) ?? []).map(({ name }) => name));
	return (chunksOf(into) ?? []).some(chunk => {
		const head = headOf(into, chunk);
		const isMember = memberHead.test(head) && !/^(?:const|let|var)\b/.test(head);
		return isDefinition(chunk) && isMember && !shown.has(chunk.name);
	});
}

/** Whether a chunk has a name and a body. */
export function isDefinition({ name, head, end }: Chunk): boolean {
	return name !== undefined && end > head + 1;
}
