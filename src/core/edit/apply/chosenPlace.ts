import { indentOf, isBlank } from '../../text.ts';
import type { RowRange } from '../contract.ts';
import { moverBetween } from './indentation.ts';
import type { Placed } from './placeCode.ts';

/** Where somebody wants a block: in place of rows, or, where they are none, before a row. */
export interface ChosenPlace {
	readonly document: readonly string[];
	readonly code: readonly string[];
	readonly place: RowRange;
}

/** Puts a block where a person said, indented as the rows there are. */
export function chosenPlace({
	document,
	code,
	place: { start, end },
}: ChosenPlace): Extract<Placed, { kind: 'placed' }> {
	const first = code.find(row => !isBlank(row)) ?? '';
	const there = document.slice(start, end).find(row => !isBlank(row));
	const beside = there ?? document.slice(0, start).findLast(row => !isBlank(row)) ?? '';
	const rows = moverBetween(code, document).move(code, indentOf(first), indentOf(beside));
	return { kind: 'placed', start, end, rows };
}
