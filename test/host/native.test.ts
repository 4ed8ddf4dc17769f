import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { gateway, protocols, testKey } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until, untilValue } from './library/until.ts';

interface Capabilities {
	readonly supportsImageToText: boolean;
	readonly supportsToolCalling: boolean;
}

type Words = Parameters<typeof vscode.LanguageModelChatMessage.User>[0];

function says(content: Words): vscode.LanguageModelChatMessage {
	return vscode.LanguageModelChatMessage.User(content);
}

const readFile: vscode.LanguageModelChatTool = {
	name: 'read_file',
	description: 'Reads a file.',
	inputSchema: { type: 'object', properties: { path: { type: 'string' } } },
};

/** One pixel: VS Code looks at pictures before it hands them on. */
const pixel =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const picture = vscode.LanguageModelDataPart.image(Buffer.from(pixel, 'base64'), 'image/png');

async function models(): Promise<readonly vscode.LanguageModelChat[]> {
	return await vscode.lm.selectChatModels({ vendor: 'doubao' });
}

async function codeModel(): Promise<vscode.LanguageModelChat> {
	const found = await untilValue(models, all => all.length === 4, 'the four models');
	const code = found.find(({ id }) => id === 'doubao-seed-2-0-code');
	assert.ok(code);
	return code;
}

/** The parts of an answer: text as it is, a call as its name and input. */
async function heard(
	model: vscode.LanguageModelChat,
	messages: vscode.LanguageModelChatMessage[],
	options: vscode.LanguageModelChatRequestOptions = {},
): Promise<readonly unknown[]> {
	const { stream } = await model.sendRequest(messages, options);
	const parts: unknown[] = [];
	for await (const part of stream) {
		if (part instanceof vscode.LanguageModelToolCallPart) {
			parts.push({ id: part.callId, name: part.name, input: part.input });
		} else if (part instanceof vscode.LanguageModelTextPart) {
			parts.push(part.value);
		}
	}
	return parts;
}

describe('the models in VS Code itself', () => {
	it('are the four of the contract, found by their vendor', async () => {
		await gateway.script({ text: 'OK' });
		const model = await codeModel();

		assert.deepEqual((await models()).map(({ id }) => id).toSorted(), [
			'doubao-seed-2-0-code',
			'doubao-seed-2-0-lite',
			'doubao-seed-2-0-mini',
			'doubao-seed-2-0-pro',
		]);
		assert.equal(model.family, 'doubao-seed-2-0');
		assert.equal(model.name, 'Doubao Seed 2.0 Code');
	});

	for (const protocol of protocols) {
		it(`answer another extension through the same gateway, over ${protocol}`, async () => {
			const server = await gateway.script({ protocol, text: 'Hello from Doubao.' });
			const model = await codeModel();

			const parts = await heard(model, [says(['Look: ', picture].map(asPart))]);

			assert.equal(parts.join(''), 'Hello from Doubao.');
			const [request] = server.requests;
			assert.equal(request?.headers.authorization, `Bearer ${testKey}`);
			assert.equal(request.body['model'], 'doubao-seed-2-0-code');
			assert.match(JSON.stringify(request.body), /data:image\/png;base64,iVBORw0KGgo/);
		});

		it(`call tools and take their results, over ${protocol}`, async () => {
			const server = await gateway.script(
				{ protocol, text: '', calls: [{ name: 'read_file', arguments: '{"path":"a.ts"}' }] },
				{ text: 'It is empty.' },
			);
			const model = await codeModel();
			const question = says('What is in a.ts?');

			const [call] = await heard(model, [question], { tools: [readFile] });
			assert.deepEqual(call, { id: 'call-0', name: 'read_file', input: { path: 'a.ts' } });
			const answer = await heard(
				model,
				[
					question,
					vscode.LanguageModelChatMessage.Assistant([
						new vscode.LanguageModelToolCallPart('call-0', 'read_file', { path: 'a.ts' }),
					]),
					says([
						new vscode.LanguageModelToolResultPart('call-0', [
							new vscode.LanguageModelTextPart('nothing'),
						]),
					]),
				],
				{ tools: [readFile] },
			);

			assert.equal(answer.join(''), 'It is empty.');
			assert.match(JSON.stringify(server.requests[0]?.body['tools']), /Reads a file/);
			assert.match(JSON.stringify(server.requests[1]?.body), /call-0.*nothing/);
		});
	}

	it('say a failure as a sentence', async () => {
		const body = JSON.stringify({ error: { code: 'AuthenticationError', message: 'x' } });
		await gateway.script({ refuse: { status: 401, body } });
		const model = await codeModel();

		await assert.rejects(heard(model, [says('Hello?')]), /did not accept the API key/);
	});

	it('say that a call cannot be read instead of guessing its input', async () => {
		await gateway.script({ text: '', calls: [{ name: 'read_file', arguments: '{"path":' }] });
		const model = await codeModel();

		const asked = heard(model, [says('Hello?')], { tools: [readFile] });

		await assert.rejects(asked, /read_file in a way that cannot be read/);
	});

	it('stop when they are cancelled', async () => {
		const server = await gateway.script({ deltas: ['One ', 'two'], pace: 'gate' });
		const model = await codeModel();
		const cancel = new vscode.CancellationTokenSource();
		const answer = model.sendRequest([says('Count.')], {}, cancel.token);
		await server.received();

		cancel.cancel();

		await until(() => server.requests[0]?.closedAt !== undefined, 'the request to be closed');
		await Promise.resolve(answer).catch(() => undefined);
	});

	it('count tokens', async () => {
		await gateway.script({ text: 'OK' });
		const model = await codeModel();

		assert.equal(await model.countTokens('function add(a, b) {}'), 6);
	});

	it('are gone when the user does not want them, or has no key', async () => {
		await gateway.script({ text: 'OK' });
		await codeModel();

		await settings.set({ 'doubao.nativeChat.enabled': false });
		await untilValue(models, all => all.length === 0, 'no models');
		await settings.set({ 'doubao.nativeChat.enabled': true });
		await codeModel();
		await settings.set({ 'doubao.gateway': 'byteplus', 'doubao.baseUrl': undefined });
		await untilValue(models, all => all.length === 0, 'no models without a key');
	});

	for (const protocol of protocols) {
		it(`show thinking beside the answer where VS Code takes it, over ${protocol}`, async () => {
			await gateway.script({ protocol, reasoning: 'Let me see.', text: 'Four.' });
			const model = await codeModel();

			const { stream } = await model.sendRequest([says('2 + 2?')]);
			const thought: string[] = [];
			const spoken: string[] = [];
			const thinking: unknown = Reflect.get(vscode, 'LanguageModelThinkingPart');
			for await (const part of stream) {
				if (part instanceof vscode.LanguageModelTextPart) {
					spoken.push(part.value);
				} else if (typeof thinking === 'function' && part instanceof thinking) {
					thought.push(String(Reflect.get(part, 'value')));
				}
			}

			assert.equal(spoken.join(''), 'Four.', 'thinking is no part of the text');
			assert.deepEqual(thought.join(''), typeof thinking === 'function' ? 'Let me see.' : '');
		});
	}

	it('keep nothing at the gateway: there would be no chat to delete it with', async () => {
		await settings.set({ 'doubao.responses.store': true });
		const server = await gateway.script({ protocol: 'responses', text: 'OK' });
		const model = await codeModel();
		await heard(model, [says('Hello?')]);

		assert.equal(server.requests[0]?.body['store'], false);
	});

	it('take pictures and tools, but not those of the demo, which is canned', async () => {
		const told = async () => {
			const [model] = await untilValue(models, all => all.length === 4, 'the four models');
			const { supportsImageToText, supportsToolCalling }: Capabilities = Reflect.get(
				model ?? {},
				'capabilities',
			);
			return [supportsImageToText, supportsToolCalling] as const;
		};
		await gateway.script({ text: 'OK' });
		await untilValue(told, ([image, tool]) => image && tool, 'pictures and tools');
		await settings.set({ 'doubao.gateway': 'demo' });
		await untilValue(told, ([image, tool]) => !image && !tool, 'neither');
	});

	it('say so while the window is paused, counting tokens too', async () => {
		await gateway.script({ text: 'OK' });
		const model = await codeModel();
		await run('doubao.pause');
		try {
			await assert.rejects(Promise.resolve(model.countTokens('Hello?')), /paused in this window/);
		} finally {
			await run('doubao.resume');
		}
		assert.equal(await model.countTokens('function add(a, b) {}'), 6);
	});

	it('are silent while the window is paused', async () => {
		const server = await gateway.script({ text: 'OK' });
		const model = await codeModel();
		await run('doubao.pause');
		try {
			await assert.rejects(heard(model, [says('Hello?')]), /paused in this window/);
			assert.equal(server.requests.length, 0);
		} finally {
			await run('doubao.resume');
		}
	});

	it('stop when the window is paused', async () => {
		const server = await gateway.script({ deltas: ['One ', 'two'], pace: 'gate' });
		const model = await codeModel();
		const answer = heard(model, [says('Count.')]);
		const refused = assert.rejects(answer, /paused in this window/);
		await server.received();
		server.release();
		try {
			await run('doubao.pause');
			// It comes to an end although the server never ends it.
			await refused;
		} finally {
			await run('doubao.resume');
		}
	});
});

function asPart(part: string | vscode.LanguageModelDataPart) {
	return typeof part === 'string' ? new vscode.LanguageModelTextPart(part) : part;
}
