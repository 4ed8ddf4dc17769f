import * as assert from 'node:assert/strict';
import type { Ending, Protocol } from './answer.ts';
import { startAimock } from './aimock.ts';
import { ScriptedGateway } from './gateway.ts';

const paths: readonly [protocol: Protocol, path: string, text: RegExp][] = [
	['chat-completions', '/chat/completions', /"content":"((?:[^"\\]|\\.)*)"/g],
	['responses', '/responses', /output_text\.delta".*?"delta":"((?:[^"\\]|\\.)*)"/g],
];

async function ask(baseUrl: string, path: string): Promise<Response> {
	return await fetch(`${baseUrl}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: 'Bearer test' },
		body: JSON.stringify({
			model: 'm',
			stream: true,
			messages: [{ role: 'user', content: 'hello' }],
			input: 'hello',
		}),
	});
}

for (const [protocol, path, pattern] of paths) {
	describe(`the scripted gateway over ${protocol}`, () => {
		let gateway: ScriptedGateway;

		afterEach(() => gateway.close());

		it('says the whole answer and records the request', async () => {
			gateway = await ScriptedGateway.start({ text: 'a "quoted"\n答案 👩‍👩‍👧', chunk: 2 });

			const body = await (await ask(gateway.baseUrl, path)).text();

			const said = [...body.matchAll(pattern)].map(([, part]) => JSON.parse(`"${part}"`)).join('');
			assert.equal(said, 'a "quoted"\n答案 👩‍👩‍👧');
			assert.match(body, /data: \[DONE\]\n\n$/);
			const [request] = gateway.requests;
			assert.equal(request?.protocol, protocol);
			assert.equal(request?.headers.authorization, 'Bearer test');
			assert.equal(request?.body['model'], 'm');
		});

		it('goes on step by step when it is told to', async () => {
			gateway = await ScriptedGateway.start({ deltas: ['one', 'two'], pace: 'gate' });
			const response = await ask(gateway.baseUrl, path);
			const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
			let heard = '';
			const until = async (text: string): Promise<void> => {
				while (!heard.includes(text)) {
					const part = await reader?.read();
					assert.notEqual(part?.done, true, `The answer ended before ${text}.`);
					heard += part?.value ?? '';
				}
			};

			gateway.release();
			await until('one');
			assert.doesNotMatch(heard, /two/);
			gateway.release();
			await until('two');
			assert.doesNotMatch(heard, /DONE/);
			gateway.release();
			await until('DONE');
		});

		const endings: readonly [Ending, RegExp][] = [
			['length', /"length"|max_output_tokens/],
			['filter', /content_filter/],
			['error', /InternalServiceError/],
		];
		for (const [end, mark] of endings) {
			it(`tells in the stream that it ends by ${end}`, async () => {
				gateway = await ScriptedGateway.start({ text: 'some', end });

				assert.match(await (await ask(gateway.baseUrl, path)).text(), mark);
			});
		}

		it('ends the body without a final word when it is to stay unfinished', async () => {
			gateway = await ScriptedGateway.start({ text: 'some', end: 'unfinished' });

			const body = await (await ask(gateway.baseUrl, path)).text();

			assert.match(body, /some/);
			assert.doesNotMatch(body, /DONE|finish_reason|completed/);
		});

		for (const end of ['cut', 'reset'] as const) {
			it(`breaks the connection off by ${end}`, async () => {
				gateway = await ScriptedGateway.start({ text: 'some', end });
				const response = await ask(gateway.baseUrl, path);

				await assert.rejects(response.text());
			});
		}

		it('knows when the client hangs up', async () => {
			gateway = await ScriptedGateway.start({ text: 'some', end: 'hang' });
			const response = await ask(gateway.baseUrl, path);
			const request = await gateway.received();
			assert.equal(request.closedAt, undefined);

			await response.body?.cancel();
			await request.closed;

			assert.equal(request.answered, false);
			assert.notEqual(request.closedAt, undefined);
		});

		it('refuses with a status and a body', async () => {
			gateway = await ScriptedGateway.start({ refuse: { status: 401, body: '{"error":{}}' } });

			const response = await ask(gateway.baseUrl, path);

			assert.equal(response.status, 401);
			assert.equal(await response.text(), '{"error":{}}');
		});
	});

	it(`aimock answers over ${protocol}`, async () => {
		const aimock = await startAimock({ text: 'from aimock' });
		try {
			const body = await (await ask(aimock.baseUrl, path)).text();
			const said = [...body.matchAll(pattern)].map(([, part]) => JSON.parse(`"${part}"`)).join('');
			assert.equal(said, 'from aimock');
			assert.equal(aimock.requests(), 1);
		} finally {
			await aimock.close();
		}
	});
}
