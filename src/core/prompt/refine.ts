import type { Hunk } from '../edit/contract.ts';

/** More rows of rejected changes than this say nothing new. */
const mostRows = 60;

export interface RefineRequest {
	/** What was asked so far. */
	readonly before: string;
	/** Changes of the proposal that the user took back. */
	readonly rejected: readonly Pick<Hunk, 'removed' | 'added'>[];
	/** What the user wants now. */
	readonly instruction: string;
}

/** The words of a second request about rows that already hold a proposal. */
export function refineInstruction({ before, rejected, instruction }: RefineRequest): string {
	const changes = rejected
		.flatMap(({ removed, added }) => [
			...removed.map(row => `    - ${row}`),
			...added.map(row => `    + ${row}`),
			'',
		])
		.slice(0, mostRows);
	return [
		instruction,
		'',
		`The lines are your proposal for an earlier request: ${before}`,
		'Keep what the new request does not concern.',
		...(changes.length > 0
			? ['', 'The user rejected these changes of yours. Do not make them again:', ...changes]
			: []),
	]
		.join('\n')
		.trimEnd();
}

/** The words that have a cut answer finished. */
export function continueInstruction(before: string): string {
	return [
		before,
		'',
		'Your answer to this request was cut: the first lines are rewritten already, the last ones are still the original. Return all of them: those that are done as they are, the others rewritten.',
	].join('\n');
}
