import type { Settled, Turn } from './turn.ts';

/** What a conversation came to so far, in all its branches. */
export interface SessionUsage {
	readonly inputTokens: number;
	readonly outputTokens: number;
	/** Yuan by list price, of the answers whose cost is known. */
	readonly cost: number;
	/** Answers whose tokens, or their price, are unknown: the cost is at least this much. */
	readonly unknown: number;
	/** Output tokens a second, over the answers that tell both; absent without any. */
	readonly rate?: number;
}

/** Shortest time, in milliseconds, that a rate is told of: below it says nothing. */
const shortest = 100;

/**
 * Tokens a second from the first word to the end, or `undefined` when that is not known.
 */
export function tokenRate(
	settled: Pick<Settled, 'usage' | 'duration' | 'firstTextAfter'>,
): number | undefined {
	const { tokens, time } = pace(settled);
	return time < shortest || tokens <= 0 ? undefined : (tokens * 1000) / time;
}

function pace({
	usage,
	duration,
	firstTextAfter,
}: Pick<Settled, 'usage' | 'duration' | 'firstTextAfter'>) {
	if (!usage || firstTextAfter === undefined) {
		return { tokens: 0, time: 0 };
	}
	const { outputTokens, reasoningTokens = 0 } = usage;
	return { tokens: outputTokens - reasoningTokens, time: duration - firstTextAfter };
}

/** Adds up the turns that have settled. */
export function sessionUsage(turns: readonly Pick<Turn, 'settled'>[]): SessionUsage {
	let [inputTokens, outputTokens, cost, unknown, tokens, time] = [0, 0, 0, 0, 0, 0];
	for (const { settled } of turns) {
		// What was refused or failed without a word is not billed.
		if (!settled || (settled.outcome === 'error' && !settled.usage)) {
			continue;
		}
		inputTokens += settled.usage?.inputTokens ?? 0;
		outputTokens += settled.usage?.outputTokens ?? 0;
		cost += settled.cost ?? 0;
		unknown += settled.cost === undefined ? 1 : 0;
		const one = pace(settled);
		tokens += one.tokens;
		time += one.time;
	}
	const rate = time < shortest ? undefined : (tokens * 1000) / time;
	return { inputTokens, outputTokens, cost, unknown, ...(rate !== undefined && { rate }) };
}
