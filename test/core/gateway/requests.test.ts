import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatewayRequest } from '../../../src/core/gateway/gateway.ts';
import { refusedExtra } from '../../../src/core/gateway/request.ts';
import { root } from '../../support/paths.ts';
import { hear, someRequest, testGateway, testKey } from './ask.ts';
import { greeting, refusal, sse, stubFetch } from './stub.ts';

const { signal } = new AbortController();

/** What `doubao.extraBody` cannot set. */
const refused = [
	'model',
	'messages',
	'input',
	'stream',
	'store',
	'previous_response_id',
	'conversation',
	'background',
	'n',
	'tools',
	'tool_choice',
	'functions',
	'function_call',
];

interface Manifest {
	readonly contributes: {
		readonly configuration: readonly {
			readonly properties: Readonly<
				Record<string, { readonly propertyNames: { readonly pattern: string } }>
			>;
		}[];
	};
}

function gatewayWith(
	stub: ReturnType<typeof stubFetch>,
	settings: Parameters<typeof testGateway>[0] = {},
) {
	return testGateway(settings, { fetch: stub.fetch });
}

describe('what a request says', () => {
	it('sends nothing before the answer is read', () => {
		const stub = stubFetch(greeting);
		gatewayWith(stub).stream(someRequest, signal);
		assert.equal(stub.sent.length, 0);
	});

	it('switches thinking off by both switches, limits the output, and asks for usage', async () => {
		const stub = stubFetch(greeting);
		await hear(gatewayWith(stub).stream({ ...someRequest, maxOutputTokens: 2048 }, signal));
		assert.deepEqual(stub.sent[0]?.body, {
			model: 'doubao-seed-2-0-code',
			messages: someRequest.messages,
			stream: true,
			stream_options: { include_usage: true },
			max_tokens: 2048,
			thinking: { type: 'disabled' },
			reasoning_effort: 'minimal',
		});
		assert.equal(stub.sent[0]?.url, 'http://127.0.0.1:9/v1/chat/completions');
	});

	it('says the same in the words of the Responses API', async () => {
		const stub = stubFetch(() => sse({ type: 'response.completed', response: { output: [] } }));
		await hear(gatewayWith(stub, { api: 'responses' }).stream(someRequest, signal));
		assert.deepEqual(stub.sent[0]?.body, {
			model: 'doubao-seed-2-0-code',
			input: someRequest.messages,
			stream: true,
			store: false,
			max_output_tokens: 4096,
			thinking: { type: 'disabled' },
			reasoning: { effort: 'minimal' },
		});
		assert.equal(stub.sent[0]?.url, 'http://127.0.0.1:9/v1/responses');
	});

	it('leaves room for thinking where it is on', async () => {
		const stub = stubFetch(greeting);
		const gateway = gatewayWith(stub);
		await hear(gateway.stream({ ...someRequest, reasoning: 'high' }, signal));
		await hear(gateway.stream({ ...someRequest, reasoning: 'default' }, signal));
		const [high, byDefault] = stub.sent.map(({ body }) => body);
		assert.equal(high?.['max_completion_tokens'], 32_768);
		assert.equal(high?.['max_tokens'], undefined);
		assert.deepEqual(high?.['thinking'], { type: 'enabled' });
		assert.equal(high?.['reasoning_effort'], 'high');
		assert.equal(byDefault?.['thinking'], undefined);
		assert.equal(byDefault?.['reasoning_effort'], undefined);
	});

	it('marks an unfinished answer as one to go on with, on the Responses API', async () => {
		const stub = stubFetch(() => sse({ type: 'response.completed', response: {} }));
		const request: GatewayRequest = {
			...someRequest,
			messages: [...someRequest.messages, { role: 'assistant', content: 'function' }],
		};
		await hear(gatewayWith(stub, { api: 'responses' }).stream(request, signal));
		const { input } = stub.sent[0]?.body ?? {};
		assert.deepEqual(Array.isArray(input) && input.at(-1), {
			role: 'assistant',
			content: 'function',
			partial: true,
		});
	});

	it('adds the user’s fields and headers, but never ours', async () => {
		const stub = stubFetch(greeting);
		const gateway = gatewayWith(stub, {
			extraBody: { temperature: 1, model: 'x', messages: [], input: 'x', stream: false },
			headers: {
				'X-Team': 'blue',
				Authorization: 'Bearer other',
				HOST: 'other.example',
				Accept: 'text/html',
				'Keep-Alive': 'timeout=5',
				'bad name': 'x',
				'X-Bad': 'a\nb',
			},
		});
		await hear(gateway.stream(someRequest, signal));
		const body = stub.sent[0]?.body ?? {};
		const headers = stub.sent[0]?.headers ?? new Headers();
		assert.equal(body['temperature'], 1);
		assert.equal(body['model'], 'doubao-seed-2-0-code');
		assert.equal(body['stream'], true);
		assert.deepEqual(body['messages'], someRequest.messages);
		assert.equal('input' in body, false);
		assert.deepEqual(Object.fromEntries(headers), {
			accept: 'text/event-stream',
			authorization: `Bearer ${testKey}`,
			'content-type': 'application/json',
			'user-agent': 'doubao-assistant',
			'x-client-request-id': headers.get('x-client-request-id'),
			'x-team': 'blue',
		});
	});

	const rivals: readonly (readonly [field: string, value: unknown, gone: readonly string[]])[] = [
		['max_completion_tokens', 100, ['max_tokens']],
		['max_tokens', 100, ['max_completion_tokens']],
		['reasoning_effort', 'high', ['thinking']],
		['thinking', { type: 'enabled' }, ['reasoning_effort']],
	];
	for (const [field, value, gone] of rivals) {
		it(`lets the user’s ${field} stand for what we would say instead`, async () => {
			const stub = stubFetch(greeting);
			await hear(gatewayWith(stub, { extraBody: { [field]: value } }).stream(someRequest, signal));
			const body = stub.sent[0]?.body ?? {};
			assert.deepEqual(body[field], value);
			assert.deepEqual(
				gone.filter(name => name in body),
				[],
			);
		});
	}

	it('sends no field of the user that would break the conversation or the answer', async () => {
		const manifest: Manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
		const sections = manifest.contributes.configuration;
		const schema = sections.map(({ properties }) => properties['doubao.extraBody']).find(Boolean);
		const allowed = new RegExp(schema?.propertyNames.pattern ?? '^$');
		for (const field of [...refused, 'temperature', 'stop', 'nothing', 'storey']) {
			const extraBody = { [field]: 'theirs' };
			const isRefused = refused.includes(field);
			assert.deepEqual(refusedExtra(extraBody), isRefused ? [field] : [], field);
			assert.equal(allowed.test(field), !isRefused, `the settings editor says so of ${field}`);
			for (const api of ['chat-completions', 'responses'] as const) {
				const stub = stubFetch(greeting);
				await hear(gatewayWith(stub, { extraBody, api }).stream(someRequest, signal));
				assert.equal(stub.sent[0]?.body[field] === 'theirs', !isRefused, `${field}, ${api}`);
			}
		}
	});

	it('gives Ark the id of the conversation for its prefix cache, and nobody else', async () => {
		const stub = stubFetch(greeting);
		const request = { ...someRequest, conversation: 'c0ffee' };
		await hear(gatewayWith(stub, { gateway: 'ark', baseUrl: '' }).stream(request, signal));
		await hear(gatewayWith(stub).stream(request, signal));
		const ids = stub.sent.map(({ headers }) => headers.get('x-prompt-cache-id'));
		assert.deepEqual(ids, ['c0ffee', null]);
	});

	it('refuses redirects, so that the prompt is not posted to another address', async () => {
		const moved = () =>
			new Response('', { status: 307, headers: { location: 'https://b.example/' } });
		const stub = stubFetch(moved, greeting);
		const { end } = await hear(gatewayWith(stub).stream(someRequest, signal));
		assert.equal(stub.sent[0]?.redirect, 'manual');
		assert.equal(stub.sent.length, 1);
		assert.equal(end.failure?.class, 'endpoint');
		assert.equal(end.failure?.httpStatus, 307);
	});
});

describe('the key', () => {
	const ask = async (key: string | undefined, settings = {}) => {
		const stub = stubFetch(greeting);
		const origins: string[] = [];
		const gateway = testGateway(settings, {
			fetch: stub.fetch,
			apiKey: async origin => {
				origins.push(origin);
				return key;
			},
		});
		return { ...(await hear(gateway.stream(someRequest, signal))), stub, origins };
	};

	it('is asked for by the origin that the request goes to', async () => {
		const { origins } = await ask('k', {
			gateway: 'ark',
			baseUrl: 'https://a.example:8443/api/v3',
		});
		assert.deepEqual(origins, ['https://a.example:8443']);
	});

	it('is freed of the line break that it was pasted with', async () => {
		const { stub } = await ask('  key-1234\r\n');
		assert.equal(stub.sent[0]?.headers.get('authorization'), 'Bearer key-1234');
	});

	for (const key of ['two words', 'line\nbreak', 'schlüssel', '钥匙']) {
		it(`is refused before anything is sent when it is ${JSON.stringify(key)}`, async () => {
			const { end, stub } = await ask(key);
			assert.equal(stub.sent.length, 0);
			assert.equal(end.requests, 0);
			assert.deepEqual(end.failure, { class: 'auth', code: 'MalformedApiKey' });
		});
	}

	it('is missed before anything is sent where the gateway needs one', async () => {
		const { end, stub } = await ask(undefined, { gateway: 'cubicspaces', baseUrl: '' });
		assert.equal(stub.sent.length, 0);
		assert.deepEqual(end.failure, { class: 'auth', code: 'NoApiKey' });
	});

	it('is not missed on this machine, and then no Authorization is sent', async () => {
		const { end, stub } = await ask(undefined);
		assert.equal(end.outcome, 'complete');
		assert.equal(stub.sent[0]?.headers.has('authorization'), false);
	});

	it('never shows in what the server says about it', async () => {
		const stub = stubFetch(() => refusal(401, { message: `No such key: ${testKey}` }));
		const { end } = await hear(gatewayWith(stub).stream(someRequest, signal));
		assert.equal(end.failure?.detail, 'No such key: …');
	});
});

describe('the user’s environment', () => {
	const names = [
		'OPENAI_API_KEY',
		'OPENAI_ADMIN_KEY',
		'OPENAI_BASE_URL',
		'OPENAI_CUSTOM_HEADERS',
		'OPENAI_LOG',
		'OPENAI_ORG_ID',
		'OPENAI_PROJECT_ID',
		'OPENAI_WEBHOOK_SECRET',
		'OPENAI_API_VERSION',
		'AZURE_OPENAI_API_KEY',
	];
	for (const name of names) {
		it(`changes nothing by ${name}`, async () => {
			const stub = stubFetch(greeting);
			const ask = (random: number) =>
				hear(
					testGateway({}, { fetch: stub.fetch, random: () => random }).stream(someRequest, signal),
				);
			await ask(0);
			const before = process.env[name];
			process.env[name] =
				name === 'OPENAI_CUSTOM_HEADERS' ? 'X-Leak: leaked' : 'https://leak.example';
			try {
				await ask(0);
			} finally {
				if (before === undefined) {
					// oxlint-disable-next-line no-dynamic-delete -- an empty variable is not an absent one
					delete process.env[name];
				} else {
					process.env[name] = before;
				}
			}
			const [plain, inEnvironment] = stub.sent.map(({ url, headers, body }) => ({
				url,
				headers: Object.fromEntries(headers),
				body,
			}));
			assert.deepEqual(inEnvironment, plain);
		});
	}
});
