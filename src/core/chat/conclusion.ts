import type { AnswerEnd } from '../gateway/gateway.ts';
import type { Settled, Turn } from './turn.ts';

/** A turn whose answer is arriving. */
export type WritableTurn = { -readonly [K in keyof Turn]: Turn[K] };

/** How an answer ended, and whether its text is another one than its deltas add up to. */
export interface Conclusion {
	readonly settled: Settled;
	readonly revised: boolean;
}

/** Whether an answer ended before it was complete, and says something to go on from. */
export function canContinue({ answer, settled }: Turn): boolean {
	return (
		answer.trim() !== '' &&
		(settled?.outcome === 'truncated' ||
			settled?.outcome === 'interrupted' ||
			settled?.outcome === 'aborted')
	);
}

/** Takes over the gateway's last word. */
export function conclude(
	turn: WritableTurn,
	end: AnswerEnd,
	reasoningDuration: number,
): Conclusion {
	const revised = turn.answer !== end.text || turn.reasoning !== end.reasoning;
	turn.answer = end.text;
	turn.reasoning = end.reasoning;
	const settled: Settled = {
		outcome: end.outcome,
		...(end.failure && { failure: end.failure }),
		...(end.usage && { usage: end.usage }),
		...(end.cost !== undefined && { cost: end.cost }),
		...(end.stored && { stored: end.stored }),
		...(end.model !== undefined && { model: end.model }),
		duration: end.duration,
		...(end.firstTextAfter !== undefined && { firstTextAfter: end.firstTextAfter }),
		...(end.reasoning !== '' && { reasoningDuration }),
	};
	return { settled, revised };
}

/** The gateway broke its own contract, or building the request failed: still a settled turn. */
export function broken(signal: AbortSignal, detail: string, duration: number): Conclusion {
	const settled: Settled = signal.aborted
		? { outcome: 'aborted', duration }
		: { outcome: 'error', failure: { class: 'protocol', detail: detail.slice(0, 300) }, duration };
	return { settled, revised: false };
}
