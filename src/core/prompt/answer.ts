import type { EditDelta, EditFinish } from '../edit/contract.ts';
import type { AnswerEnd, GatewayEvent, Outcome } from '../gateway/gateway.ts';

/**
 * The part of an answer that belongs into a document. Reasoning stays out by construction.
 *
 * @param onEnd Told how the answer ended, before the last delta is yielded.
 * @param onWaiting Told that nothing arrives, with what the gateway client knows of it.
 */
export async function* editDeltas(
	events: AsyncIterable<GatewayEvent>,
	onEnd: (end: AnswerEnd) => void,
	onWaiting: () => void = () => {},
): AsyncGenerator<EditDelta, void> {
	for await (const event of events) {
		switch (event.type) {
			case 'text':
				yield { text: event.text };
				break;
			case 'waiting':
				onWaiting();
				break;
			case 'end':
				onEnd(event.end);
				yield { finish: finishOf(event.end.outcome), finalText: event.end.text };
				break;
			case 'reasoning':
			case 'usage':
				break;
		}
	}
}

function finishOf(outcome: Outcome): EditFinish {
	switch (outcome) {
		case 'complete':
			return 'stop';
		case 'truncated':
			return 'length';
		case 'filtered':
			return 'filtered';
		case 'aborted':
			return 'cancelled';
		case 'interrupted':
		case 'error':
			return 'error';
	}
}
