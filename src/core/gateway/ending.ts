import type { Answer } from './answer.ts';
import type { AnswerEnd } from './gateway.ts';
import type { Endpoint } from './endpoint.ts';
import { estimateCost, type Prices } from './price.ts';
import { mayApply, type Verdict } from './verdict.ts';

interface Facts extends Pick<AnswerEnd, 'requests' | 'duration'> {
	/** Our id of the last request; empty when there was none. */
	readonly id: string;
	readonly firstTextAfter: number | undefined;
	readonly cost: number | undefined;
	readonly baseUrl: string;
}

/** Everything that is known when an answer is over. */
export function answerEnd(
	{ outcome, failure, warning }: Verdict,
	answer: Answer,
	{ id, firstTextAfter, cost, baseUrl, ...facts }: Facts,
): AnswerEnd {
	const { text, reasoning, usage, model, responseId, stored, finishReason, toolCalls } = answer;
	return {
		outcome,
		...(failure && { failure }),
		...(warning && { warning }),
		text,
		reasoning,
		...(usage && { usage }),
		...(cost !== undefined && { cost }),
		...(model !== undefined && { model }),
		...(responseId !== undefined && { responseId }),
		...(stored && outcome !== 'interrupted' && { stored: { ...stored, baseUrl } }),
		...(finishReason !== undefined && { finishReason }),
		...(id !== '' && { clientRequestId: id }),
		...facts,
		autoApply: outcome === 'complete' && mayApply(answer),
		...(firstTextAfter !== undefined && { firstTextAfter }),
		toolCalls: [...toolCalls.values()],
	};
}

/** Yuan by the price of the id that was asked for, which the user may have set, or that answered. */
export function costOf(
	{ gateway, model }: Pick<Endpoint, 'gateway' | 'model'>,
	answer: Pick<Answer, 'usage' | 'model'>,
	prices: Prices | undefined,
): number | undefined {
	if (gateway === 'demo') {
		return undefined;
	}
	return (
		estimateCost(model, answer.usage, prices) ??
		estimateCost(answer.model ?? '', answer.usage, prices)
	);
}
