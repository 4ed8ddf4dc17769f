import type { RowRange } from '../contract.ts';
import { Changes } from './changes.ts';
import { chunksOf, insideOf, type Chunk, type Scope } from './chunks.ts';
import { importOf } from './chunkName.ts';
import type { Mover } from './indentation.ts';

export interface NewDefinitions {
	readonly whole: Scope;
	readonly block: Scope;
	readonly items: readonly Chunk[];
	readonly mover: Mover;
	readonly selection?: RowRange;
}

const container =
	/\b(?:namespace|class|interface|struct|trait|impl|object|record|enum|module|contract)\b/;
const functionHead =
	/\b(?:function|def|defp|fn|func|fun|sub|procedure|class|interface|struct|enum|trait|impl|type|record|object|mod)\b/;
const memberHead =
	/^\s*(?:(?:public|private|protected|internal|static|override|async|get|set)\s+)*(?:[\w<>[\],.?]+\s+)*[\w#]+\s*(?:<[^>]*>)?\(/;
const ownFirst = /\(\s*(?:self|cls|&self|&mut self|mut self)\b/;
const classLanguages: ReadonlySet<string> = new Set([
	'java',
	'csharp',
	'kotlin',
	'dart',
	'scala',
	'ruby',
	'php',
	'swift',
]);
const lastThings =
	/^(?:module\.exports|exports\b|export\s+(?:default\s+)?\{|export\s+default\s+[\w$]+;?$|if\s+__name__|mod\s+tests\b|main\()/;

/**
 * Definitions that a document does not have go below its last one: at the top, or, for what can only
 * be a member, in the only type that could hold it.
 *
 * @returns All rows, or `undefined` where that is not certain.
 */
export function newDefinitions(options: NewDefinitions): readonly string[] | undefined {
	const { whole, block, items, mover } = options;
	const fresh = items.filter(item => importOf(block.rows[item.head] ?? '') === undefined);
	const [first, last] = [fresh[0], fresh.at(-1)];
	const ours = chunksOf(whole);
	const isAll = fresh.every(
		({ name, head, end }) => name !== undefined && end > head + 1 && !name.startsWith('<'),
	);
	if (!first || !last || !ours || !isAll || fresh.length < items.length) {
		return undefined;
	}
	const rows = block.rows.slice(first.start, last.end);
	const scope = isMember(options, ours, fresh) ? soleContainer(options, ours) : whole;
	const chunks = scope && chunksOf(scope);
	const before = chunks?.findLast(
		({ name, head, end }) =>
			name !== undefined &&
			(end > head + 1 || scope !== whole) &&
			!lastThings.test((whole.rows[head] ?? '').replace(/^pub\s+/, '')),
	);
	if (
		!before ||
		(scope === whole && !functionHead.test(block.rows[first.head] ?? '') && !isPlainFunction(whole))
	) {
		return undefined;
	}
	const changes = new Changes();
	const blanks = Array.from(
		{ length: blanksIn(chunks ?? [], whole.languageId, scope === whole) },
		() => '',
	);
	changes.insert(before.end, [...blanks, ...mover.move(rows, first.indent, before.indent)]);
	return changes.applied(whole.rows);
}

/** Languages whose functions have no word of their own. */
function isPlainFunction({ languageId }: Scope): boolean {
	return /^(?:c|cpp|shellscript|css|scss|less|terraform|proto3?|graphql|javascript|typescript|typescriptreact|javascriptreact)$/.test(
		languageId,
	);
}

function isMember(
	{ whole, block }: NewDefinitions,
	ours: readonly Chunk[],
	fresh: readonly Chunk[],
): boolean {
	const heads = fresh.map(({ head }) => block.rows[head] ?? '');
	const types = ours.filter(({ head }) => container.test(whole.rows[head] ?? ''));
	return heads.every(
		head =>
			!container.test(head) &&
			(ownFirst.test(head) ||
				/^\s*(?:public|private|protected|override)\b/.test(head) ||
				(/^(?:java|typescript|javascript)/.test(whole.languageId) &&
					memberHead.test(head) &&
					!/\b(?:function|const|let|var)\b/.test(head)) ||
				(classLanguages.has(whole.languageId) &&
					types.length > 0 &&
					definitionsBeside(ours, types) === 0)),
	);
}

function definitionsBeside(ours: readonly Chunk[], types: readonly Chunk[]): number {
	return ours.filter(
		chunk => !types.includes(chunk) && chunk.name !== undefined && chunk.end > chunk.head + 1,
	).length;
}

function soleContainer(
	{ whole, selection }: NewDefinitions,
	ours: readonly Chunk[],
): Scope | undefined {
	let types = ours.filter(
		({ head, end }) => container.test(whole.rows[head] ?? '') && end > head + 1,
	);
	const outer = types[0];
	if (
		types.length === 1 &&
		outer &&
		/\b(?:namespace|module)\b/.test(whole.rows[outer.head] ?? '')
	) {
		const scope = insideOf(whole, outer);
		return (
			soleContainer(
				{ whole: scope, block: whole, items: [], mover: nothing },
				chunksOf(scope) ?? [],
			) ?? scope
		);
	}
	if (types.length > 1 && selection) {
		types = types.filter(({ start, end }) => start <= selection.start && selection.end <= end);
	}
	return types.length === 1 && types[0] ? insideOf(whole, types[0]) : undefined;
}

const nothing: Mover = { unit: '', move: rows => rows };

function blanksIn(chunks: readonly Chunk[], languageId: string, isTop: boolean): number {
	for (const [index, chunk] of chunks.entries()) {
		const next = chunks[index + 1];
		if (next && chunk.end > chunk.head + 1 && next.end > next.head + 1) {
			return next.start - chunk.end;
		}
	}
	return languageId === 'python' && isTop ? 2 : 1;
}
