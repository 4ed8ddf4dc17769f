import type { AnswerEnd, Failure, Gateway, GatewayEvent, GatewayRequest } from './gateway.ts';

export interface SessionCapOptions {
	readonly gateway: Gateway;
	/** Yuan that a conversation may cost before the user is asked; 0 for no cap. Read each time. */
	cap(): number;
	/** What the request will probably cost, in yuan, or `undefined` where that is unknown. */
	forecast(request: GatewayRequest): number | undefined;
	/** Asks the user whether to go on. */
	confirm(spent: number, cap: number): Promise<boolean>;
}

/**
 * Asks before a question that would make its conversation pass the cap, and then again after each
 * further cap's worth. What belongs to no conversation counts as one of its own.
 */
export function withSessionCap(options: SessionCapOptions): Gateway {
	const spent = new Map<string, number>();
	/** What was agreed to beyond the cap. */
	const granted = new Map<string, number>();

	async function isAllowed(request: GatewayRequest): Promise<boolean> {
		const cap = options.cap();
		const { conversation = '', beyondCap = 'ask' } = request;
		const before = spent.get(conversation) ?? 0;
		const after = before + (options.forecast(request) ?? 0);
		if (cap <= 0 || after <= Math.max(cap, granted.get(conversation) ?? 0)) {
			return true;
		}
		const agreed = beyondCap === 'ask' ? await options.confirm(before, cap) : beyondCap === 'send';
		if (agreed) {
			granted.set(conversation, after + cap);
		}
		return agreed;
	}

	async function* stream(
		request: GatewayRequest,
		signal: AbortSignal,
	): AsyncGenerator<GatewayEvent, void> {
		if (!(await isAllowed(request))) {
			yield { type: 'end', end: request.beyondCap === 'refuse' ? refused : declined };
			return;
		}
		for await (const event of options.gateway.stream(request, signal)) {
			if (event.type === 'end') {
				const { conversation = '' } = request;
				spent.set(conversation, (spent.get(conversation) ?? 0) + (event.end.cost ?? 0));
			}
			yield event;
		}
	}

	return { stream };
}

/** The end of an answer that the user did not want to pay for. */
const declined: AnswerEnd = {
	outcome: 'aborted',
	text: '',
	reasoning: '',
	requests: 0,
	autoApply: false,
	duration: 0,
	toolCalls: [],
};

/** The same where nobody could be asked. */
const refused: AnswerEnd = {
	...declined,
	outcome: 'error',
	failure: { class: 'quota', code: 'SessionCap' },
};

/** Whether nothing was sent since it would have passed the cap and nobody could be asked. */
export function isBeyondCap({ class: kind, code, httpStatus }: Failure): boolean {
	// A code that came from a server is none of ours.
	return kind === 'quota' && code === 'SessionCap' && httpStatus === undefined;
}

/** The same gateway; `onEnd` hears how each answer ended. */
export function watchEnds(gateway: Gateway, onEnd: (end: AnswerEnd) => void): Gateway {
	return {
		async *stream(request, signal) {
			for await (const event of gateway.stream(request, signal)) {
				if (event.type === 'end') {
					onEnd(event.end);
				}
				yield event;
			}
		},
	};
}
