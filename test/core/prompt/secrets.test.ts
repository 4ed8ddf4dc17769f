import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findSecrets, secretHint, SecretMask } from '../../../src/core/prompt/secrets.ts';

/** Made up, and put together here so that nobody's scanner takes this file for a leak. */
const made = (prefix: string, length: number, alphabet = 'aB3dE5fG7hJ9kL2mN4pQ6rS8tU') =>
	prefix + Array.from({ length }, (_, at) => alphabet.charAt((at * 7) % alphabet.length)).join('');
const upper = 'ABCDEFGHJKMNPQRSTUVWXYZ234567';
const pem = (kind: string) =>
	`-----BEGIN ${kind}PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nq9xZ\n-----END ${kind}PRIVATE KEY-----`;

const secrets: readonly (readonly [name: string, value: string, around?: string])[] = [
	['private key', pem('')],
	['private key', pem('RSA ')],
	['private key', pem('OPENSSH ')],
	['AWS access key', made('AKIA', 16, upper)],
	['AWS secret key', made('', 40), 'aws_secret_access_key = %'],
	['Volcengine access key', made('AKLT', 44)],
	['Volcengine secret key', `${made('', 58)}==`, 'VOLC_SECRETKEY=%'],
	['Volcengine secret key', 'd3b07384-d9a0-4c9b-8f3e-2a1b6c5d4e3f', 'ARK_API_KEY: "%"'],
	['Aliyun access key', made('LTAI', 20)],
	['Tencent Cloud secret id', made('AKID', 32)],
	['GitHub token', made('ghp_', 36)],
	['GitHub token', made('github_pat_', 60)],
	['GitLab token', made('glpat-', 20)],
	['OpenAI or compatible key', made('sk-', 48)],
	['OpenAI or compatible key', made('sk-proj-', 48)],
	['Stripe key', made('sk_live_', 24)],
	['Slack token', made('xoxb-', 40)],
	['Google API key', made('AIza', 35)],
	['npm token', made('npm_', 36)],
	['Hugging Face token', made('hf_', 34, 'abcdefghijKLMNOPqrstuvWXYZ')],
	['JSON Web Token', `${made('eyJ', 20)}.${made('eyJ', 40)}.${made('', 43)}`],
	['password in an address', 'hunter2-Horse', 'postgres://me:%@db.local/app'],
	['secret in an assignment', made('', 24), 'clientSecret: "%"'],
	['secret in an assignment', made('', 24), "password='%'"],
];

const harmless = [
	'const token = tokenize(source);',
	'password: "correct horse battery"',
	'apiKey: process.env.OPENAI_API_KEY',
	'api_key = "your-api-key-goes-here-1"',
	'sk-your-key-here',
	`token: '${'x'.repeat(40)}'`,
	'https://example.com/a:b@c',
	'postgres://${USER}:${PASSWORD}@host/db',
	'-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
	'sha256-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
	'import { AKIDO } from "./akid";',
	'task-force-one-two-three-four-five',
];

describe('secrets in text that leaves', () => {
	for (const [name, value, around = 'a % b'] of secrets) {
		const text = around.replace('%', () => value);
		it(`${name} in ${JSON.stringify(around)} ${value.slice(0, 8)}`, () => {
			const [found, ...more] = findSecrets(`x\n${text}\ny`);
			assert.deepEqual(more, []);
			assert.deepEqual([found?.name, found?.value], [name, value]);
		});
	}

	for (const text of harmless) {
		it(`nothing in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(findSecrets(text), []);
		});
	}

	it('a private key that is cut off', () => {
		const cut = pem('').slice(0, 40);
		assert.equal(findSecrets(`key:\n${cut}`)[0]?.value, cut);
	});

	it('are masked, each value once, and nothing else changes', () => {
		const [key, other] = [made('ghp_', 36), made('AKLT', 44)];
		const mask = new SecretMask();
		assert.equal(
			mask.apply(`a ${key} b ${other} c ${key}`),
			'a <MASKED_GITHUB_TOKEN_1> b <MASKED_VOLCENGINE_ACCESS_KEY_2> c <MASKED_GITHUB_TOKEN_1>',
		);
		assert.equal(mask.apply(key), '<MASKED_GITHUB_TOKEN_1>');
		assert.equal(mask.masks.get('<MASKED_VOLCENGINE_ACCESS_KEY_2>'), other);
		assert.equal(
			mask.apply(`${key} ${other}`, new Set([key])),
			`${key} <MASKED_VOLCENGINE_ACCESS_KEY_2>`,
		);
	});

	it('leave no trace, wherever they stand', () => {
		const any = fc.constantFrom(...secrets.filter(([, , around]) => around === undefined).slice(3));
		fc.assert(
			fc.property(fc.string(), any, fc.string(), (before, [, value], after) => {
				const masked = new SecretMask().apply(`${before} ${value} ${after}`);
				assert.equal(masked.includes(value), false);
			}),
		);
	});

	it('find their way through a megabyte in one pass', () => {
		const text = `${'const a = "b"; // ---- sk- eyJ AKID\n'.repeat(30_000)}${made('ghp_', 36)}`;
		assert.equal(findSecrets(text).length, 1);
	});

	it('are hinted at, not told', () => {
		assert.equal(secretHint(made('ghp_', 36)).length, 9);
		assert.equal(secretHint('hunter2'), '…');
	});
});
