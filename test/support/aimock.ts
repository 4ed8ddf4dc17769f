import { LLMock } from '@copilotkit/aimock';

/** An independent server that we did not write, for the happy path on both protocols. */
export interface Aimock {
	readonly baseUrl: string;
	/** How many requests it got. */
	readonly requests: () => number;
	close(): Promise<void>;
}

/** Starts aimock with one answer for every question. */
export async function startAimock(answer: {
	readonly text: string;
	readonly reasoning?: string;
}): Promise<Aimock> {
	const { text, reasoning } = answer;
	const mock = new LLMock({ port: 0, host: '127.0.0.1' });
	mock.onMessage(/[^]*/, { content: text, ...(reasoning === undefined ? {} : { reasoning }) });
	await mock.start();
	return {
		baseUrl: `${mock.url}/v1`,
		requests: () => mock.getRequests().length,
		close: () => mock.stop(),
	};
}
