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
	const changes = changeRows(rejected).slice(0, mostRows);
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

/** Changes as a model reads them, a blank row behind each. */
function changeRows(changes: readonly Pick<Hunk, 'removed' | 'added'>[]): readonly string[] {
	return changes.flatMap(({ removed, added }) => [
		...removed.map(row => `    - ${row}`),
		...added.map(row => `    + ${row}`),
		'',
	]);
}

/** What became of an answer that is not whole. */
export interface SoFar {
	/** Changes that are in the code, in the order of the answer. */
	readonly made: readonly Pick<Hunk, 'removed' | 'added'>[];
	/** Changes of the answer that the user took back. */
	readonly rejected: readonly Pick<Hunk, 'removed' | 'added'>[];
	/** Some quoted rows that are not there, or not only once. */
	readonly leftOut: boolean;
}

/** The words that have the rest of an answer of blocks written. */
export function restInstruction({ made, rejected, leftOut }: SoFar): string {
	const list = (said: string, changes: SoFar['made']) =>
		changes.length > 0 ? ['', said, ...changeRows(changes).slice(-mostRows)] : [];
	return [
		'Your answer to this request was cut. Answer with blocks for what is still missing, and only for that.',
		...list('The last ones of your changes that the code holds already:', made),
		...(leftOut
			? ['', 'Others were left out: they quoted lines that are not there, or not only once.']
			: []),
		...list('The user rejected these changes of yours. Do not make them again:', rejected),
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
