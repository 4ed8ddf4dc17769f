import assert from 'node:assert/strict';
import type { GatewayRequest, ToolCall } from '../../../src/core/gateway/gateway.ts';
import { hear, someRequest, testGateway } from './ask.ts';
import { chunk, sse, stubFetch } from './stub.ts';

const { signal } = new AbortController();

const called: readonly ToolCall[] = [
	{ id: 'call_a', name: 'read_file', arguments: '{"path":"a.ts","more":["豆包"]}' },
	{ id: 'call_b', name: 'list', arguments: '' },
];

/** The calls in the words of chat completions, the arguments of the first cut after `cut`. */
function chatCalls(cut: number): readonly object[] {
	const [first, second] = called;
	const delta = (index: number, fields: object) => ({
		choices: [{ index: 0, delta: { tool_calls: [{ index, ...fields }] }, finish_reason: null }],
	});
	const opening = (call: ToolCall | undefined) => ({
		id: call?.id,
		type: 'function',
		function: { name: call?.name, arguments: '' },
	});
	return [
		delta(0, opening(first)),
		delta(0, { function: { arguments: first?.arguments.slice(0, cut) } }),
		delta(1, opening(second)),
		delta(0, { function: { arguments: first?.arguments.slice(cut) } }),
		chunk(null, 'tool_calls'),
	];
}

/** The same in the words of the Responses API; with `final`, only the last object tells all. */
function responsesCalls(cut: number, final: 'whole' | 'missing' | 'only'): readonly object[] {
	const items = called.map(({ id, ...call }) => ({
		id: `item_${id}`,
		type: 'function_call',
		call_id: id,
		...call,
	}));
	const [first] = called;
	const fragment = (delta: string | undefined) => ({
		type: 'response.function_call_arguments.delta',
		item_id: 'item_call_a',
		delta,
	});
	const streamed = [
		...items.map(item => ({
			type: 'response.output_item.added',
			item: { ...item, arguments: '' },
		})),
		fragment(first?.arguments.slice(0, cut)),
		fragment(first?.arguments.slice(cut)),
	];
	const output = final === 'missing' ? [] : items;
	return [
		...(final === 'only' ? [] : streamed),
		{ type: 'response.completed', response: { status: 'completed', output } },
	];
}

async function heard(api: 'chat-completions' | 'responses', events: readonly object[]) {
	const gateway = testGateway({ api }, { fetch: stubFetch(() => sse(...events)).fetch });
	return await hear(gateway.stream(someRequest, signal));
}

describe('the calls of tools', () => {
	it('are whole however chat completions cuts them', async () => {
		for (let cut = 0; cut <= 31; cut++) {
			const { end } = await heard('chat-completions', chatCalls(cut));
			assert.deepEqual(end.toolCalls, called);
			assert.equal(end.outcome, 'complete');
			assert.equal(end.failure, undefined);
			assert.equal(end.autoApply, false);
		}
	});

	it('are whole however the Responses API cuts them, and where only its last word tells', async () => {
		for (const final of ['whole', 'missing', 'only'] as const) {
			for (let cut = 0; cut <= 31; cut++) {
				const { end } = await heard('responses', responsesCalls(cut, final));
				assert.deepEqual(end.toolCalls, called, final);
				assert.equal(end.outcome, 'complete');
			}
		}
	});

	it('end with the answer that grows too long by them', async () => {
		const long = 'x'.repeat(6 * 1024 * 1024);
		const fragment = (text: string) => ({
			choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: text } }] } }],
		});
		const { end } = await heard(
			'chat-completions',
			[1, 2, 3].map(() => fragment(long)),
		);
		assert.equal(end.outcome, 'interrupted');
		assert.equal(end.failure?.class, 'protocol');
	});
});

describe('a request with tools and pictures', () => {
	const request: GatewayRequest = {
		reasoning: 'off',
		tools: [
			{ name: 'read_file', description: 'Reads a file.', parameters: { type: 'object' } },
			{ name: 'list', description: 'Lists files.' },
		],
		toolRequired: true,
		messages: [
			{ role: 'user', content: 'Look.', images: [{ mimeType: 'image/png', base64: 'AAAA' }] },
			{ role: 'assistant', content: '', toolCalls: called.slice(0, 1) },
			{ role: 'user', content: 'Go on.', toolResults: [{ callId: 'call_a', content: 'found' }] },
			{ role: 'assistant', content: 'Once more.', toolCalls: called.slice(1) },
			{ role: 'user', content: '', toolResults: [{ callId: 'call_b', content: '' }] },
		],
	};
	const [first, second] = called;
	const bare = { type: 'object', properties: {} };

	it('is put in the words of chat completions', async () => {
		const stub = stubFetch(() => sse(chunk('Hello', 'stop')));
		await hear(testGateway({}, { fetch: stub.fetch }).stream(request, signal));
		const { body } = stub.sent[0] ?? {};
		const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
		const call = (made: ToolCall | undefined) => ({
			id: made?.id,
			type: 'function',
			function: { name: made?.name, arguments: made?.arguments },
		});
		assert.deepEqual(body?.['messages'], [
			{ role: 'user', content: [{ type: 'text', text: 'Look.' }, picture] },
			{ role: 'assistant', content: null, tool_calls: [call(first)] },
			{ role: 'tool', tool_call_id: 'call_a', content: 'found' },
			{ role: 'user', content: 'Go on.' },
			{ role: 'assistant', content: 'Once more.', tool_calls: [call(second)] },
			{ role: 'tool', tool_call_id: 'call_b', content: '' },
		]);
		assert.deepEqual(body?.['tools'], [
			{
				type: 'function',
				function: {
					name: 'read_file',
					description: 'Reads a file.',
					parameters: { type: 'object' },
				},
			},
			{
				type: 'function',
				function: { name: 'list', description: 'Lists files.', parameters: bare },
			},
		]);
		assert.equal(body?.['tool_choice'], 'required');
	});

	it('is put in the words of the Responses API', async () => {
		const stub = stubFetch(() => sse({ type: 'response.completed', response: { output: [] } }));
		const gateway = testGateway({ api: 'responses' }, { fetch: stub.fetch });
		await hear(gateway.stream(request, signal));
		const { body } = stub.sent[0] ?? {};
		const picture = { type: 'input_image', image_url: 'data:image/png;base64,AAAA' };
		const call = (made: ToolCall | undefined) => ({
			type: 'function_call',
			call_id: made?.id,
			name: made?.name,
			arguments: made?.arguments,
		});
		assert.deepEqual(body?.['input'], [
			{ role: 'user', content: [{ type: 'input_text', text: 'Look.' }, picture] },
			call(first),
			{ type: 'function_call_output', call_id: 'call_a', output: 'found' },
			{ role: 'user', content: 'Go on.' },
			{ role: 'assistant', content: 'Once more.' },
			call(second),
			{ type: 'function_call_output', call_id: 'call_b', output: '' },
		]);
		assert.deepEqual(body?.['tools'], [
			{
				type: 'function',
				name: 'read_file',
				description: 'Reads a file.',
				parameters: { type: 'object' },
			},
			{ type: 'function', name: 'list', description: 'Lists files.', parameters: bare },
		]);
		assert.equal(body?.['tool_choice'], 'required');
	});
});
