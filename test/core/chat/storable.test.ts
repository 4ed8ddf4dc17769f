import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { conversation } from '../../../src/core/chat/conversation.ts';
import { decodeTurn, encodeTurn, makeId } from '../../../src/core/chat/record.ts';
import { Session } from '../../../src/core/chat/session.ts';
import type { SessionObserver } from '../../../src/core/chat/sessionOptions.ts';
import { testGateway } from '../gateway/ask.ts';
import { sse, stubFetch } from '../gateway/stub.ts';
import { question } from './disk.ts';

const ignore = () => undefined;
const nobody: SessionObserver = {
	started: ignore,
	delta: ignore,
	waiting: ignore,
	settled: ignore,
	removed: ignore,
	shown: ignore,
	lengthened: ignore,
	queued: ignore,
	withdrawn: ignore,
};

/** Asks a gateway that answers so, and reads the turn as it would be read from the disk. */
async function storedAs(api: 'chat-completions' | 'responses', answer: () => Response) {
	const { fetch } = stubFetch(answer);
	let time = 1_700_000_000_000;
	const session = new Session({
		id: makeId(time, Math.random),
		gateway: testGateway({ api, store: true }, { fetch }),
		prompt: conversation,
		model: () => 'm',
		reasoning: () => 'off',
		now: () => performance.now(),
		newId: () => makeId(time++, Math.random),
		observer: nobody,
	});
	await session.ask(question('Hi?'));
	const [turn] = session.turns;
	assert.ok(turn);
	const decoded = decodeTurn(encodeTurn(turn));
	assert.equal(decoded.kind, 'read', JSON.stringify(turn.settled).slice(0, 300));
	assert.deepEqual(decoded.kind === 'read' && decoded.value, turn);
	return turn;
}

const long = 'x'.repeat(5000);
const value = fc.oneof(
	fc.constant<unknown>(long),
	fc.constantFrom<unknown>('', 'stop', 'completed', null, -1, 1e300, 0.5, '7', {}, [], true),
	fc.constant({ message: `Request id: ${long}`, code: long, type: long, param: long }),
);
const anyOf = (...fields: readonly string[]) =>
	fc.record(Object.fromEntries(fields.map(field => [field, value])), { requiredKeys: [] });
const shape = anyOf(
	'id',
	'model',
	'error',
	'usage',
	'status',
	'expire_at',
	'finish_reason',
	'type',
);
const usages = anyOf('prompt_tokens', 'completion_tokens', 'input_tokens', 'output_tokens');

describe('what a server says of its answer', () => {
	it('never makes a turn that cannot be read again: an id of any length on Responses', async () => {
		const response = { id: long, status: 'completed', output: [], expire_at: 1_795_370_000 };
		const turn = await storedAs('responses', () =>
			sse(
				{ type: 'response.output_text.delta', delta: 'Hi' },
				{ type: 'response.completed', response },
			),
		);
		assert.equal(turn.answer, 'Hi');
		assert.equal(turn.settled?.outcome, 'complete');
	});

	it('never makes a turn that cannot be read again: headers of any length', async () => {
		const headers = { 'x-request-id': long, 'retry-after': '9'.repeat(400) };
		await storedAs('chat-completions', () => new Response(long, { status: 418, headers }));
	});

	for (const api of ['chat-completions', 'responses'] as const) {
		it(`never makes a turn that cannot be read again: any field on ${api}`, async () => {
			await fc.assert(
				fc.asyncProperty(shape, shape, usages, async (first, second, usage) => {
					const choices = [{ index: 0, delta: { content: 'Hi' }, ...second }];
					const chat = [
						{ choices, ...first },
						{ choices: [], usage, ...second },
					];
					const whole = { ...first, output: [], status: 'completed', error: null, usage };
					const responses = [
						{ type: 'response.output_text.delta', delta: 'Hi' },
						{ type: 'response.completed', response: whole, ...second },
					];
					await storedAs(api, () => sse(...(api === 'responses' ? responses : chat)));
				}),
				{ numRuns: 200, seed: 11 },
			);
		});
	}
});
