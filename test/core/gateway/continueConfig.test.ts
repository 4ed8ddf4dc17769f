import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
	modelFor,
	readContinueConfig,
	readSecrets,
} from '../../../src/core/gateway/continueConfig.ts';

describe("Continue's configuration", () => {
	it('gives models of OpenAI-compatible addresses, their keys and the rules', () => {
		const config = {
			name: 'Mine',
			schema: 'v1',
			models: [
				{
					name: 'Doubao',
					provider: 'openai',
					model: 'doubao-seed-2-0-code',
					apiBase: 'https://cubicspaces.cloud/v1/',
					apiKey: '${{ secrets.DOUBAO }}',
					roles: ['chat'],
				},
				{ name: 'Local', model: 'qwen', apiBase: 'http://localhost:1234/v1', apiKey: 'lm' },
				{ name: 'Claude', provider: 'anthropic', model: 'claude', apiKey: 'x' },
				{ name: 'Plain', model: 'x', apiBase: 'http://example.com/v1' },
			],
			rules: ['Answer briefly.', { name: 'Tests', rule: 'Use mocha.' }, { uses: 'a/b' }, 7],
		};
		const { models, rules, leftOut } = readContinueConfig(config, { DOUBAO: 'key-1' });
		assert.deepEqual(models, [
			{
				name: 'Doubao',
				model: 'doubao-seed-2-0-code',
				gateway: 'cubicspaces',
				baseUrl: 'https://cubicspaces.cloud/v1',
				origin: 'https://cubicspaces.cloud',
				apiKey: 'key-1',
				roles: ['chat'],
			},
			{
				name: 'Local',
				model: 'qwen',
				gateway: 'custom',
				baseUrl: 'http://localhost:1234/v1',
				origin: 'http://localhost:1234',
				apiKey: 'lm',
				roles: [],
			},
		]);
		assert.deepEqual(rules, ['Answer briefly.', 'Use mocha.']);
		assert.equal(leftOut, 2);
		assert.equal(modelFor(models, 'chat')?.name, 'Doubao');
		assert.equal(modelFor(models, 'edit')?.name, 'Local');
	});

	it('reads the older JSON', () => {
		const { models, rules } = readContinueConfig({
			models: [{ title: 'Ark', model: 'm', apiBase: 'https://ark.cn-beijing.volces.com/api/v3' }],
			systemMessage: 'Be kind.',
		});
		assert.deepEqual(
			models.map(({ name, gateway, apiKey }) => [name, gateway, apiKey]),
			[['Ark', 'ark', undefined]],
		);
		assert.deepEqual(rules, ['Be kind.']);
	});

	for (const provider of [
		'anthropic',
		'Gemini',
		'bedrock',
		'vertexai',
		'azure',
		'cohere',
		'ollama',
	]) {
		it(`leaves out ${provider}, which speaks another protocol, wherever it is`, () => {
			const model = { provider, model: 'm', apiBase: 'https://a.example', apiKey: 'k' };
			const { models, leftOut } = readContinueConfig({ models: [model] });
			assert.deepEqual([models.length, leftOut], [0, 1]);
		});
	}

	it('takes Ollama at its OpenAI-compatible address', () => {
		const model = { provider: 'ollama', model: 'm', apiBase: 'http://localhost:11434/v1/' };
		assert.equal(readContinueConfig({ models: [model] }).models.length, 1);
	});

	for (const [row, value] of [
		['A=key # mine', 'key'],
		['A=key\t# mine', 'key'],
		['A=k#y', 'k#y'],
		['A="key # whole" # mine', 'key # whole'],
		["A='key' # it's mine", 'key'],
		['A=# nothing', ''],
		['A="open # mine', '"open'],
	] as const) {
		it(`reads ${row} of .env`, () => {
			assert.equal(readSecrets(`${row}\nB=2\n`)['A'], value);
			assert.equal(readSecrets(`${row}\nB=2\n`)['B'], '2');
		});
	}

	it('leaves out keys that it cannot fill in', () => {
		const model = { model: 'm', apiBase: 'https://a.example/v1', apiKey: '${{ secrets.NONE }}' };
		assert.equal(readContinueConfig({ models: [model] }).models[0]?.apiKey, undefined);
	});

	it('reads anything without an exception', () => {
		fc.assert(
			fc.property(fc.anything({ maxDepth: 4 }), value => {
				readContinueConfig(value);
				readContinueConfig({ models: value, rules: value });
				readContinueConfig({ models: [value, { model: value, apiBase: value }], rules: [value] });
			}),
		);
	});

	it('reads secrets', () => {
		assert.deepEqual(readSecrets('# x\nA=1\nexport B = "two" \nC=\'3\'\n'), {
			A: '1',
			B: 'two',
			C: '3',
		});
	});
});
