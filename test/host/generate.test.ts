import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway, protocols } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
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
});
