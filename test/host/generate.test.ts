import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway, protocols } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { settings } from './library/settings.ts';
import { select, text, workspace } from './library/workspace.ts';

const lineComment = [
	'const users = [];',
	'',
	'// a function that doubles a number,',
	'// named twice',
	'',
	'export { users };',
	'',
].join('\n');

const twice = ['export function twice(n) {', '\treturn 2 * n;', '}'];

/** The code goes right under the comment; the blank row behind it stays. */
const withTwice = lineComment.replace('// named twice\n', `// named twice\n${twice.join('\n')}\n`);

describe('code from a comment', () => {
	for (const protocol of protocols) {
		it(`streams in under a run of line comments, over ${protocol}`, async () => {
			const server = await gateway.script({
				protocol,
				text: `\`\`\`js\n${twice.join('\n')}\n\`\`\`\n`,
			});
			await workspace.open('twice.js', lineComment);
			await select({ row: 4, column: 5 });

			const result = await run('doubao.generateFromComment');

			assert.deepEqual(result, { outcome: 'review', hunks: 1 });
			assert.equal(text(), withTwice);
			assert.match(JSON.stringify(server.requests[0]?.body), /a function that doubles a number/);
			await run('doubao.acceptAll');
			assert.equal(text(), withTwice);
		});
	}

	it('takes a block comment in a function and its indentation', async () => {
		await gateway.script({ text: '```go\nreturn a + b\n```' });
		await workspace.open('add.go', 'func add(a, b int) int {\n\t/* the sum */\n}\n');
		await select({ row: 2, column: 4 });

		await run('doubao.generateFromComment');

		assert.equal(text(), 'func add(a, b int) int {\n\t/* the sum */\n\treturn a + b\n}\n');
		await run('doubao.rejectAll');
		assert.equal(text(), 'func add(a, b int) int {\n\t/* the sum */\n}\n');
	});

	it('is offered in the lightbulb on a comment, and only there', async () => {
		const { document } = await workspace.open('twice.js', lineComment);
		const titles = async (row: number): Promise<readonly string[]> => {
			const actions = await run<vscode.CodeAction[]>(
				'vscode.executeCodeActionProvider',
				document.uri,
				new vscode.Range(row, 4, row, 4),
			);
			return actions.map(({ title }) => title).filter(title => title.includes('Doubao'));
		};

		assert.deepEqual(await titles(2), ['Generate Code from Comment (Doubao)']);
		assert.deepEqual(await titles(0), []);
	});

	it('starts by key while the cursor is on a comment', async () => {
		const server = await gateway.script({ text: `\`\`\`js\n${twice.join('\n')}\n\`\`\`\n` });
		await workspace.open('twice.js', lineComment);
		await run('workbench.action.focusActiveEditorGroup');
		await select({ row: 3, column: 5 });

		// The context key follows the cursor by itself; the key does nothing before.
		await until(async () => {
			await driver.press('Shift+Alt+KeyG');
			return server.requests.length > 0;
		}, 'a request after the key');
		await untilValue(
			() => text(),
			now => now === withTwice,
			'the generated code',
		);
	});

	it('takes the place of code that answers the comment already, as a diff', async () => {
		const old = '// twice a number\nfunction twice(n) {\n\treturn n + n;\n}\n\nlog();\n';
		const server = await gateway.script({
			text: '```js\nfunction twice(n) {\n\treturn 2 * n;\n}\n```',
		});
		await workspace.open('twice.js', old);
		await select({ row: 1, column: 6 });

		const result = await run('doubao.generateFromComment');

		assert.deepEqual(result, { outcome: 'review', hunks: 1 });
		assert.equal(text(), old.replace('n + n', '2 * n'));
		assert.match(JSON.stringify(server.requests[0]?.body), /Rewrite lines 2 to 4/);
		await run('doubao.rejectAll');
		assert.equal(text(), old);
	});

	it('makes the comment the documentation where the user wants that', async () => {
		await settings.set({ 'doubao.fromComment.intoDocComment': true });
		await gateway.script({
			text: '```js\n/** Twice a number. */\nfunction twice(n) {\n\treturn 2 * n;\n}\n```',
		});
		await workspace.open('twice.js', '// twice a number\n');
		await select({ row: 1, column: 6 });

		await run('doubao.generateFromComment');

		assert.equal(text(), '/** Twice a number. */\nfunction twice(n) {\n\treturn 2 * n;\n}\n');
	});

	for (const [name, contents, row, expected] of [
		['end.py', 'a = 1\n# print a', 2, 'a = 1\n# print a\nDONE'],
		[
			'App.vue',
			'<template>\n  <!-- 用户列表 -->\n</template>\n',
			2,
			'<template>\n  <!-- 用户列表 -->\n  DONE\n</template>\n',
		],
		[
			'Main.kt',
			'fun run() {\n    // open it\n}\n',
			2,
			'fun run() {\n    // open it\n    DONE\n}\n',
		],
		[
			'Dockerfile',
			'FROM node\n# install\n\nUSER me\n',
			2,
			'FROM node\n# install\nDONE\n\nUSER me\n',
		],
	] as const) {
		it(`finds its place in ${name}`, async () => {
			await gateway.script({ text: '```\nDONE\n```' });
			await workspace.open(name, contents);
			await select({ row, column: 4 });

			await run('doubao.generateFromComment');

			assert.equal(text(), expected);
		});
	}

	for (const [what, name, contents, row, reason] of [
		['a language without comments', 'notes.txt', '// print it\n', 1, /Put the cursor on a comment/],
		[
			'a comment in a string',
			'a.js',
			'const a = "// print it";\n',
			1,
			/Put the cursor on a comment/,
		],
		['an unterminated comment', 'a.js', '/* print it\ncode();\n', 1, /Put the cursor on a comment/],
		['a comment of 10,000 lines', 'a.js', '// print it\n'.repeat(10_000), 9_000, /too long/],
	] as const) {
		it(`says a sentence about ${what}`, async () => {
			const server = await gateway.script({ text: '```\nDONE\n```' });
			await workspace.open(name, contents);
			await select({ row, column: 4 });

			const result = await run<{ outcome: string; reason?: string }>('doubao.generateFromComment');

			assert.equal(result.outcome, 'refused');
			assert.match(result.reason ?? '', reason);
			assert.equal(text(), contents);
			assert.equal(server.requests.length, 0);
			await run('notifications.clearAll');
		});
	}

	it('is offered above a TODO where the user wants a lens', async () => {
		const server = await gateway.script({ text: `\`\`\`js\n${twice.join('\n')}\n\`\`\`\n` });
		await settings.set({ 'doubao.fromComment.codeLens': true });
		await workspace.open('twice.js', 'const a = 1;\n\n// TODO: a function twice(n)\n\nlog(a);\n');
		await select({ row: 1, column: 1 });

		await driver.lens('Generate Code').waitFor();
		await driver.picture('todo-lens');
		await driver.lens('Generate Code').click();

		await until(() => server.requests.length > 0, 'a request from the lens');
		await untilValue(
			() => text(),
			now => now.includes('// TODO: a function twice(n)\nexport function twice'),
			'the generated code',
		);
	});
});
