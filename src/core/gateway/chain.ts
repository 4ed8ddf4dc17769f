import type { Endpoint } from './endpoint.ts';
import type { AnswerEnd, GatewayRequest, Message } from './gateway.ts';

/** What the gateway keeps of a conversation: its latest answer, and all that led to it. */
interface Link {
	readonly id: string;
	readonly baseUrl: string;
	readonly model: string;
	/** Seconds since the epoch. */
	readonly expiresAt: number;
	/** The messages that were asked and the answer. */
	readonly messages: readonly Message[];
}

/** Conversations that are remembered; another one sends its history once more. */
const most = 20;

/** Seconds before the end of an answer's life in which it is not built upon any more. */
const margin = 60;

/**
 * Remembers the latest stored answer of each conversation, so that the next question need not send
 * its history again. It counts only while it is valid: kept at the same address for the same model,
 * not about to expire, and with exactly the messages that the next question begins with, so an
 * edited or branched conversation starts a chain of its own.
 */
export class Chains {
	/** The one used longest ago first. */
	readonly #links = new Map<string, Link>();

	/**
	 * The request with the stored answer that it goes on from, if there is one.
	 *
	 * @param time Milliseconds since the epoch.
	 */
	extend(request: GatewayRequest, endpoint: Endpoint, time: number): GatewayRequest {
		const link = this.#links.get(request.conversation ?? '');
		if (!link || request.previous || endpoint.api !== 'responses') {
			return request;
		}
		const { messages } = request;
		const valid =
			link.baseUrl === endpoint.baseUrl &&
			link.model === endpoint.model &&
			link.expiresAt > time / 1000 + margin &&
			messages.length > link.messages.length &&
			link.messages.every((message, at) => same(message, messages[at]));
		return valid
			? { ...request, previous: { id: link.id, covers: link.messages.length } }
			: request;
	}

	/** Takes over how a question ended. Without an expiry nothing is assumed about it. */
	remember(request: GatewayRequest, endpoint: Endpoint, end: AnswerEnd): void {
		const { conversation, messages } = request;
		if (conversation === undefined) {
			return;
		}
		const { id, expiresAt } = end.stored ?? {};
		if (end.outcome !== 'complete' || id === undefined || expiresAt === undefined) {
			this.#links.delete(conversation);
			return;
		}
		this.#links.delete(conversation);
		this.#links.set(conversation, {
			id,
			baseUrl: endpoint.baseUrl,
			model: endpoint.model,
			expiresAt,
			messages: [...messages, { role: 'assistant', content: end.text }],
		});
		for (const oldest of [...this.#links.keys()].slice(0, -most)) {
			this.#links.delete(oldest);
		}
	}

	clear(): void {
		this.#links.clear();
	}
}

function same(a: Message, b: Message | undefined): boolean {
	return a.role === b?.role && a.content === b.content && rest(a) === rest(b);
}

/** Images, calls and results: rare, so their text may tell. */
function rest({ images, toolCalls, toolResults }: Message): string {
	return images || toolCalls || toolResults ? JSON.stringify([images, toolCalls, toolResults]) : '';
}
