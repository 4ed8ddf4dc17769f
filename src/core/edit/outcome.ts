import type { BlockRunEnd } from './blockRun.ts';
import type { EditFinish, EditOutcome } from './contract.ts';
import type { EditSession } from './session.ts';

/** What the command reports: the table "the answer ended, rows shown, outcome" of the contract. */
export function outcomeOf(end: {
	readonly finish: EditFinish;
	/** There was no code in the answer. */
	readonly empty: boolean;
	/** False when another answer left the one under review as it was. */
	readonly arrived: boolean;
	/** Hunks that wait for review. */
	readonly hunks: number;
	/** There were hunks; all of them were reviewed while the answer still streamed. */
	readonly isReviewed: boolean;
}): EditOutcome {
	const { finish, empty, arrived, hunks, isReviewed } = end;
	const shown = arrived && (hunks > 0 || isReviewed);
	if (finish === 'stop') {
		return { outcome: empty ? 'empty' : shown ? 'review' : 'unchanged', hunks, finish };
	}
	const none = finish === 'cancelled' ? 'cancelled' : 'error';
	return { outcome: shown ? 'partial' : none, hunks, finish };
}

/** The same for an answer of search/replace blocks. */
export function outcomeOfBlocks(
	{ finish, made, saysUnchanged, stopped }: BlockRunEnd,
	sessions: readonly Pick<EditSession, 'state' | 'hunks' | 'closedBecause' | 'unwanted'>[],
): EditOutcome {
	const open = sessions.filter(({ state, unwanted }) => state === 'review' && !unwanted);
	return outcomeOf({
		finish: stopped ? 'cancelled' : finish,
		empty: made.length === 0 && !saysUnchanged,
		// One that goes on with another may leave that one as it was.
		arrived: made.length > 0 || finish === 'stop',
		hunks: open.reduce((sum, { hunks }) => sum + hunks.length, 0),
		isReviewed: sessions.some(({ closedBecause }) => closedBecause === 'reviewed'),
	});
}
