import type { EditDelta, EditTarget } from '../contract.ts';
import type { Placed } from './placeCode.ts';

/** What a session needs to make a placed block an edit under review. */
export interface PlacedEdit {
	readonly target: EditTarget;
	/** The whole new text of the target, as an answer would bring it. */
	readonly answer: readonly EditDelta[];
}

/** Longer than any run of backticks at the start of a row of code. */
const fence = '`'.repeat(64);

/**
 * The edit that puts placed rows into a document. A session always works on rows that are there, so
 * what is only inserted, or only removed, takes a neighbouring row along.
 */
export function placedEdit(
	document: readonly string[],
	placed: Extract<Placed, { kind: 'placed' }>,
): PlacedEdit {
	let { start, end } = placed;
	let rows = placed.rows;
	const isEmpty = document.length === 1 && document[0] === '';
	if ((start === end || rows.length === 0) && !isEmpty && document.length > end - start) {
		if (start > 0) {
			start--;
			rows = [document[start] ?? '', ...rows];
		} else {
			rows = [...rows, document[end] ?? ''];
			end++;
		}
	}
	const last = document[end - 1] ?? '';
	const isExcluded = last === '' && end - 1 > start && end < document.length;
	return {
		target: {
			mode: 'lines',
			range: {
				start: { line: start, character: 0 },
				end: isExcluded ? { line: end, character: 0 } : { line: end - 1, character: last.length },
			},
		},
		answer: [{ text: `${[fence, ...rows, fence].join('\n')}\n` }, { finish: 'stop' }],
	};
}
