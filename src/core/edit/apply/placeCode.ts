import { isBlank } from '../../text.ts';
import type { RowRange } from '../contract.ts';
import { locateBlock, shiftRow } from '../locate.ts';
import { areSound } from './brackets.ts';
import { Changes } from './changes.ts';
import { chunksOf, insideOf, type Chunk, type Scope } from './chunks.ts';
import { spreadElisions } from './elision.ts';
import { moverBetween } from './indentation.ts';
import { jsonMerged } from './jsonMerge.ts';
import { hasCode, merge } from './merge.ts';
import { newDefinitions } from './newDefinitions.ts';

export interface CodeToPlace {
	/** All rows of the document. */
	readonly document: readonly string[];
	/** The rows of the block. */
	readonly code: readonly string[];
	readonly languageId: string;
	/** Rows of the document that the question was about. */
	readonly selection?: RowRange;
}

/**
 * Where a block of code goes. `placed`: rows [start, end) of the document become `rows`, and nothing
 * else changes. `present`: the document holds the block already. `unknown`: more than one place, or
 * none, is meant for all that can be known; a person has to say.
 */
export type Placed =
	| {
			readonly kind: 'placed';
			readonly start: number;
			readonly end: number;
			readonly rows: readonly string[];
	  }
	| { readonly kind: 'present' }
	| { readonly kind: 'unknown' };

const unknown: Placed = { kind: 'unknown' };

/**
 * Finds the place of a block by what it repeats of the document: names of definitions, context rows,
 * keys of settings, exact and uniformly indented text. Asks no model and guesses nothing.
 */
export function placeCode({ document, code, languageId, selection }: CodeToPlace): Placed {
	const block = trimmed(code);
	if (block.length === 0) {
		return unknown;
	}
	if (document.every(isBlank)) {
		return placed(document, [...block, ...(document.length > 1 ? [''] : [])]);
	}
	if (languageId === 'diff' || block.some(row => /^@@ .*@@/.test(row))) {
		return byDiff(document, block);
	}
	const spread = spreadElisions(block, languageId);
	const found = locateBlock(document, spread);
	if (found.kind === 'found') {
		return { kind: 'present' };
	}
	if (languageId === 'json' || languageId === 'jsonc') {
		const merged = jsonMerged(document, spread);
		return merged ? placed(document, merged) : unknown;
	}
	const result = byParts({ document, code: spread, languageId, ...(selection && { selection }) });
	return result && areSound(document, result, languageId) ? placed(document, result) : unknown;
}

/** The least that changes. Its end is found first: the final row end stays what it is. */
function placed(document: readonly string[], next: readonly string[]): Placed {
	let [end, to] = [document.length, next.length];
	while (end > 0 && to > 0 && document[end - 1] === next[to - 1]) {
		end--;
		to--;
	}
	let start = 0;
	while (start < Math.min(end, to) && document[start] === next[start]) {
		start++;
	}
	return end === start && to === start
		? { kind: 'present' }
		: { kind: 'placed', start, end, rows: next.slice(start, to) };
}

function trimmed(rows: readonly string[]): readonly string[] {
	const first = rows.findIndex(row => !isBlank(row));
	return first < 0 ? [] : rows.slice(first, rows.findLastIndex(row => !isBlank(row)) + 1);
}

/** Hunks of a unified diff: each is where its old rows are, and only there. */
function byDiff(document: readonly string[], block: readonly string[]): Placed {
	const changes = new Changes();
	let hunk: string[] = [];
	const finish = () => {
		const old = hunk.filter(row => !row.startsWith('+')).map(row => row.slice(1));
		const next = hunk.filter(row => !row.startsWith('-')).map(row => row.slice(1));
		hunk = [];
		if (old.length === 0 && next.length === 0) {
			return true;
		}
		const found = locateBlock(document, old);
		if (found.kind !== 'found') {
			return false;
		}
		changes.replace(
			found.start,
			found.end,
			next.map(row => shiftRow(row, found.shift)),
		);
		return true;
	};
	for (const row of block) {
		if (/^(?:@@|---\s|\+\+\+\s|diff |index )/.test(row)) {
			if (!finish()) {
				return unknown;
			}
		} else {
			hunk.push(row === '' ? ' ' : row);
		}
	}
	const result = finish() ? changes.applied(document) : undefined;
	return result ? placed(document, result) : unknown;
}

/** Every place of a document in which parts stand side by side, the document itself first. */
function scopesOf(scope: Scope, depth = 0): readonly { scope: Scope; chunks: readonly Chunk[] }[] {
	const chunks = chunksOf(scope);
	if (!chunks || depth > 12) {
		return [];
	}
	const inner = chunks.flatMap(chunk =>
		chunk.end > chunk.head + 1 ? scopesOf(insideOf(scope, chunk), depth + 1) : [],
	);
	return [{ scope, chunks }, ...inner];
}

function byParts({
	document,
	code,
	languageId,
	selection,
}: CodeToPlace): readonly string[] | undefined {
	const block: Scope = { rows: code, start: 0, end: code.length, languageId };
	const whole: Scope = { rows: document, start: 0, end: document.length, languageId };
	const items = chunksOf(block);
	if (!items || !hasCode(code, languageId)) {
		return undefined;
	}
	const all = scopesOf(whole);
	const parts = items.filter(({ elided }) => !elided);
	// A name and, where names are not enough, the whole first row: a constructor is named as its class.
	const scores = all.map(({ scope, chunks }) => {
		const names = parts.filter(item => chunks.some(ours => isSame(item, ours, code, document)));
		const heads = new Set(chunks.map(ours => headText(document, ours)));
		const equal = names.filter(item => heads.has(headText(code, item)));
		return { scope, score: names.length + equal.length / (parts.length + 1) };
	});
	const best = Math.max(0, ...scores.map(({ score }) => score));
	const mover = moverBetween(code, document);
	const partial = !items.some(({ elided }) => elided);
	if (best === 0) {
		return partial
			? newDefinitions({ whole, block, items, mover, ...(selection && { selection }) })
			: undefined;
	}
	let found = scores.filter(({ score }) => score === best);
	if (found.length > 1 && selection) {
		found = found.filter(({ scope }) => overlaps(scope, selection));
	}
	const target = found.length === 1 ? found[0]?.scope : undefined;
	if (!target) {
		return undefined;
	}
	const changes = new Changes();
	return merge(target, block, { changes, mover, partial, fragment: true })
		? changes.applied(document)
		: undefined;
}

function overlaps(scope: Scope, { start, end }: RowRange): boolean {
	return scope.start < end && start < scope.end;
}

function isSame(
	item: Chunk,
	ours: Chunk,
	code: readonly string[],
	document: readonly string[],
): boolean {
	return item.name === undefined || ours.name === undefined
		? headText(code, item) === headText(document, ours)
		: item.name === ours.name;
}

function headText(rows: readonly string[], { head }: Chunk): string {
	return (rows[head] ?? '').trim();
}
