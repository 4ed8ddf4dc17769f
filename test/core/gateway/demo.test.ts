import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoAnswer, lastFence } from '../../../src/core/gateway/demoAnswer.ts';
import { demoEdit } from '../../../src/core/gateway/demoEdit.ts';
import type { Message } from '../../../src/core/gateway/gateway.ts';
import { explainSystem } from '../../../src/core/prompt/explain.ts';
import { hear, someRequest, testGateway } from './ask.ts';

const instant = {
	setTimeout: (callback: () => void) => setImmediate(callback),
	clearTimeout: (handle: unknown) => {
		// oxlint-disable-next-line no-unsafe-type-assertion -- what the line above returned
		clearImmediate(handle as NodeJS.Immediate);
	},
};

function asked(task: string, user: string): readonly Message[] {
	return [
		{ role: 'system', content: `You are a code assistant.\nTask: ${task}\nBe brief.` },
		{ role: 'user', content: user },
	];
}

const samples: readonly (readonly [language: string, code: string])[] = [
	[
		'typescript',
		'export function a(b: number): number {\n\tconst c = b;\n\n\tif (c) {\n\t\tconst d = `x;\n\ty;`;\n\t}\n\treturn c;\n}',
	],
	[
		'python',
		'def a(b):\n    """Doc.\n    x = 1\n    """\n    c = [\n        1,\n    ]\n    return c',
	],
	['go', 'func A(b int) int {\n\tc := b\n\tfor c > 0 {\n\t\tc--\n\t}\n\treturn c\n}'],
	[
		'rust',
		'fn a(b: i32) -> i32 {\n    let c = b;\n    let d = c;\n    let e = d;\n    let f = e;\n    f\n}',
	],
	['yaml', 'a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6'],
	['html', '<ul>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n<li>d</li>\n</ul>'],
	['css', '.a {\n\tcolor: red;\n}\n.b {\n\tcolor: blue;\n}'],
	['json', '{\n\t"a": 1,\n\t"b": 2,\n\t"c": 3,\n\t"d": 4\n}'],
	['', 'one\ntwo\nthree\nfour\nfive\nsix'],
];

/** The number of runs of rows that are not rows of the original. */
function hunks(before: string, after: string): number {
	const old = before.split('\n');
	let at = 0;
	let open = false;
	let count = 0;
	for (const row of after.split('\n')) {
		const same = row === old[at];
		if (same) {
			at++;
		} else {
			count += open ? 0 : 1;
			// A changed row takes the place of the old one.
			at += row !== '' && old[at] !== undefined && row.startsWith(`${old[at]} `) ? 1 : 0;
		}
		open = !same;
	}
	assert.equal(at, old.length, after);
	return count;
}

describe('the demo', () => {
	for (const [language, code] of samples) {
		it(`edits ${language || 'plain text'} in two places, by comments or blank rows alone`, () => {
			const answer = demoAnswer(
				asked('edit', `Improve.\n\n\`\`\`${language}\n${code}\n\`\`\`\n`),
				[],
			);
			assert.equal(lastFence(answer)?.language, language);
			assert.ok(hunks(code, lastFence(answer)?.code ?? '') >= 2, answer);
		});
	}

	it('leaves TypeScript that still means the same', async () => {
		const code =
			'export function twice(n: number): number {\n\tconst text = `a;\nb;`;\n\n\tconst sum = n + n;\n\treturn sum + text.length;\n}';
		const load = async (source: string): Promise<{ twice(n: number): number }> =>
			import(`data:text/javascript,${encodeURIComponent(source.replaceAll(': number', ''))}`);
		const before = await load(code);
		const after = await load(demoEdit(code, 'ts'));
		assert.equal(after.twice(4), before.twice(4));
	});

	it('changes something for any single row', () => {
		for (const [language] of samples.filter(([name]) => name !== '' && name !== 'json')) {
			assert.notEqual(demoEdit('x', language), 'x', language);
		}
	});

	it('prefers a canned answer for code that it knows, whatever its indentation', () => {
		const scripts = [{ find: 'const a = 1;\nreturn a;', answer: 'return 1;' }];
		const answer = demoAnswer(
			asked('edit', '```ts\n\t\tconst a = 1;\n\t\treturn a;\n```'),
			scripts,
		);
		assert.equal(answer, '```ts\n\t\treturn 1;\n```\n');
	});

	it('fences code that holds a fence in a longer one', () => {
		const answer = demoAnswer(asked('edit', '````md\n# A\n```ts\nx\n```\n````'), []);
		assert.match(lastFence(answer)?.code ?? '', /```ts\nx\n```/);
	});

	it('writes a canned commit message and a harmless command', () => {
		assert.match(demoAnswer(asked('commit', 'x')), /^Demo: .*no model was asked$/);
		assert.match(demoAnswer(asked('command', 'x')), /^```sh\necho "Demo: .*"\n```\n$/);
	});

	it('keeps code that a comment speaks of', () => {
		const question = 'The comment in line 1 says what is wanted.\n\n```go\nf()\n```';
		assert.match(demoAnswer(asked('generate', question)), /\nf\(\)\n```\n$/);
	});

	it('generates code in the language of the fence', () => {
		const answer = demoAnswer(asked('generate', 'Write it.\n\n```go\n// splits a slice\n```'));
		assert.match(answer, /^```go\n\/\/ Demo: .*\nfunc chunk/);
	});

	for (const task of ['explain', 'chat']) {
		it(`says in its answer to ${task} that no model was asked, and how to ask one`, () => {
			const answer = demoAnswer(asked(task, 'What is this?\n\n```ts\nfunction a() {}\n```'));
			assert.match(answer, /built-in demo: no model was asked/);
			assert.match(answer, /Doubao: Set API Key/);
			assert.match(answer, /^## [^]*\n- [^]*```/m);
		});
	}

	it('answers Chinese in Chinese', () => {
		assert.match(demoAnswer(asked('chat', '这段代码做什么？')), /没有询问任何模型/);
	});

	it('explains in Chinese where that is asked for, whatever the code says', () => {
		const question = 'Explain.\n\n```ts\nexport async function loadUsers(path) {}\n```';
		const told = (locale: string) =>
			demoAnswer([
				{ role: 'system', content: explainSystem({ replyLanguage: 'auto', locale }) },
				{ role: 'user', content: question },
			]);
		assert.match(told('zh-cn'), /^## `loadUsers` 做什么\n[^]*没有询问任何模型/);
		assert.match(told('en'), /^## What `loadUsers` does/);
	});

	it('keeps the fence of the question, and the rows around those that it knows', () => {
		const scripts = [{ find: 'const a = 1;\nreturn a;', answer: 'return 1;' }];
		const code = '// before\n\tconst a = 1;\n\treturn a;\n// after';
		const answer = demoAnswer(asked('edit', `\`\`\`\`ts\n${code}\n\`\`\`\``), scripts);
		assert.equal(answer, '````ts\n// before\n\treturn 1;\n// after\n````\n');
	});

	it('indents generated code like the comment above it', () => {
		const answer = demoAnswer(asked('generate', '```py\n    # anything\n```'), []);
		assert.match(answer, /^```py\n {4}# Demo: .*\n {4}def chunk/);
	});

	it('adds nothing to a part of a row that would swallow the rest of it', () => {
		const part = (language: string) =>
			lastFence(
				demoAnswer(asked('edit', `Rewrite this part of line 1:\n\n\`\`\`${language}\na.b\n\`\`\``)),
			)?.code;
		assert.equal(part('ts'), 'a.b /* changed by the demo */');
		assert.equal(part('python'), '(a.b)');
		assert.equal(part('json'), 'a.b');
	});

	describe('on the sample workspace', () => {
		const workspace = join(import.meta.dirname, '../../fixtures/workspace');
		for (const [file, language] of [
			['src/users.ts', 'typescript'],
			['python/report.py', 'python'],
			['go/cache.go', 'go'],
		] as const) {
			it(`knows the code of ${file}`, async () => {
				const code = await readFile(join(workspace, file), 'utf8');
				const question = `\`\`\`${language}\n${code}\n\`\`\``;
				const edited = demoAnswer(asked('edit', question));
				assert.doesNotMatch(edited, /demo/i);
				assert.notEqual(lastFence(edited)?.code, code);
				assert.doesNotMatch(demoAnswer(asked('generate', question)), /demo/i);
			});
		}

		it('explains its TypeScript, and says that it is canned', () => {
			const answer = demoAnswer(
				asked('explain', 'Explain.\n\n```ts\nexport async function loadUsers(path) {}\n```'),
			);
			assert.match(answer, /^## What `loadUsers` does\n[^]*no model was asked/);
		});
	});

	it('comes through the client like any gateway, with usage, and without a socket', async () => {
		const gateway = testGateway(
			{ gateway: 'demo', baseUrl: 'https://other.example/v1' },
			{
				timers: instant,
				fetch: () => Promise.reject(new Error('The network was used.')),
				apiKey: () => Promise.reject(new Error('The key was asked for.')),
			},
		);
		const request = { ...someRequest, messages: asked('chat', 'Hello 👩‍💻') };
		const { end, events } = await hear(gateway.stream(request, new AbortController().signal));
		assert.equal(end.outcome, 'complete');
		assert.equal(end.text, demoAnswer(request.messages));
		assert.equal(end.model, 'demo');
		assert.ok((end.usage?.outputTokens ?? 0) > 50);
		assert.ok(events.length > 50, `${events.length} events`);
	});

	it('sends about seventy small deltas a second', async () => {
		let time = 0;
		const timers = {
			setTimeout: (callback: () => void, delay: number) =>
				setImmediate(() => {
					time += delay < 1000 ? delay : 0;
					callback();
				}),
			clearTimeout: instant.clearTimeout,
		};
		const gateway = testGateway({ gateway: 'demo' }, { timers, now: () => 0 });
		const request = { ...someRequest, messages: asked('edit', '```ts\nlet a = 1;\n```') };
		const { events } = await hear(gateway.stream(request, new AbortController().signal));
		const perSecond = events.length / ((time - 250) / 1000);
		assert.ok(perSecond > 60 && perSecond < 80, `${perSecond} a second`);
	});

	it('breaks off at once on Stop', async () => {
		const stop = new AbortController();
		const gateway = testGateway({ gateway: 'demo' }, { timers: instant });
		const { end } = await hear(
			gateway.stream({ ...someRequest, messages: asked('chat', 'Hello') }, stop.signal),
			({ type }) => type === 'text' && stop.abort(),
		);
		assert.equal(end.outcome, 'aborted');
		assert.notEqual(end.text, '');
	});
});
