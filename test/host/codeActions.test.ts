import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';

interface EditResult {
	readonly outcome: string;
	readonly hunks: number;
	readonly reason?: string;
}

const broken = 'export function half(n: number): number {\n\treturn n / two;\n}\n\nlog();\n';

/** TypeScript's own service reports it. */
async function reported(uri: vscode.Uri, count = 1): Promise<readonly vscode.Diagnostic[]> {
	await until(
		() => vscode.languages.getDiagnostics(uri).length >= count,
		'the problems of TypeScript',
		{ patience: 60_000 },
	);
	return vscode.languages.getDiagnostics(uri);
}

async function listed(
	uri: vscode.Uri,
	range: vscode.Range,
	kind?: string,
): Promise<readonly vscode.CodeAction[]> {
	const all = await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind);
	return all.filter(({ title }) => title.includes('Doubao'));
}

function sent(body: unknown): string {
	return JSON.stringify(body);
}

describe('fixing problems', function () {
	// TypeScript's service takes its time to start.
	this.timeout(90_000);

	it('is a quick fix where a problem is, never the preferred one, and fixes it', async () => {
		const server = await gateway.script({
			text: '```typescript\nexport function half(n: number): number {\n\treturn n / 2;\n}\n```',
		});
		const { document } = await workspace.open('half.ts', broken);
		await reported(document.uri);
		await select({ row: 2, column: 14 });

		const here = await listed(document.uri, new vscode.Range(1, 13, 1, 13));
		const elsewhere = await listed(document.uri, new vscode.Range(3, 0, 3, 0));
		const fix = here.find(({ title }) => title === 'Fix (Doubao)');

		assert.deepEqual(
			here.map(({ title }) => title),
			['Fix (Doubao)', 'Explain Problem (Doubao)'],
		);
		assert.deepEqual(elsewhere, []);
		assert.equal(fix?.isPreferred, undefined);
		assert.equal(fix?.command?.arguments?.length ?? 0, 0);
		const result = await run<EditResult>(fix?.command?.command ?? '');
		assert.deepEqual(result, { outcome: 'review', hunks: 1 });
		assert.equal(text(), broken.replace('two', '2'));
		const asked = sent(server.requests[0]?.body);
		assert.match(asked, /Cannot find name 'two'/);
		assert.match(asked, /2304/);
	});

	it('is chosen from the lightbulb menu as a person does', async () => {
		const server = await gateway.script({ text: '```typescript\n```' });
		const { document } = await workspace.open('half.ts', broken);
		await reported(document.uri);
		await run('workbench.action.focusActiveEditorGroup');
		await select({ row: 2, column: 14 });

		const menu = driver.workbench.locator('.action-widget');
		const item = menu.getByText('Fix (Doubao)').first();
		await until(async () => {
			if (!(await menu.first().isVisible())) {
				await run('editor.action.quickFix');
			}
			return item.isVisible();
		}, 'the menu');
		await driver.picture('lightbulb-problem');
		await item.click();

		await until(() => server.requests.length > 0, 'a request from the menu');
		assert.match(sent(server.requests[0]?.body), /Cannot find name 'two'/);
	});

	it('uses related places, and is not led astray by a range outside of the file', async () => {
		const server = await gateway.script({ text: '```js\nconst b = 1;\n```' });
		const { document } = await workspace.open('odd.js', 'const a = 1;\nconst b = 2;\n');
		const collection = vscode.languages.createDiagnosticCollection('odd');
		afterTest(() => collection.dispose());
		const far = new vscode.Diagnostic(new vscode.Range(900, 3, 901, 9), 'far away');
		far.relatedInformation = [
			new vscode.DiagnosticRelatedInformation(
				new vscode.Location(document.uri, new vscode.Range(0, 0, 0, 5)),
				'declared here',
			),
		];
		collection.set(document.uri, [far]);
		await select({ row: 3, column: 1 });

		const result = await run<EditResult>('doubao.fixProblems');

		assert.notEqual(result.outcome, undefined);
		const asked = sent(server.requests[0]?.body);
		assert.match(asked, /far away/);
		assert.match(asked, /declared here/);
		assert.match(asked, /const a = 1;/);
	});

	it('says so where there is nothing to fix', async () => {
		await gateway.script({ text: '```js\n```' });
		await workspace.open('fine.txt', 'fine\n');
		const result = await run<EditResult>('doubao.fixProblems');
		assert.equal(result.outcome, 'refused');
		assert.match(result.reason ?? '', /No tool reports a problem here/);
		await run('notifications.clearAll');
	});
});

describe('rewriting on request', () => {
	const code = 'function half(n) {\n\treturn n / 2;\n}\n';

	it('is offered when refactorings are asked for, and not by the lightbulb itself', async () => {
		const { document } = await workspace.open('half.js', code);
		const range = new vscode.Range(1, 1, 1, 1);
		const titles = async (kind?: string) =>
			(await listed(document.uri, range, kind)).map(({ title }) => title);
		assert.deepEqual(await titles(), []);
		assert.deepEqual(await titles('refactor.rewrite'), [
			'Write Documentation (Doubao)',
			'Write Tests (Doubao)',
			'Simplify (Doubao)',
			'Add Types (Doubao)',
		]);
	});

	for (const [command, asked] of [
		['doubao.writeDocs', /documentation comment/],
		['doubao.simplify', /Simplify this code/],
		['doubao.addTypes', /Add precise types/],
	] as const) {
		it(`${command} streams into the function at the cursor`, async () => {
			const server = await gateway.script({ text: `\`\`\`js\n/** Half. */\n${code}\`\`\`` });
			await workspace.open('half.js', code);
			await select({ row: 2, column: 2 });

			const result = await run<EditResult>(command);

			assert.deepEqual(result, { outcome: 'review', hunks: 1 });
			assert.equal(text(), `/** Half. */\n${code}`);
			assert.match(sent(server.requests[0]?.body), asked);
			await run('doubao.rejectAll');
			assert.equal(text(), code);
		});
	}
});

describe('writing tests', () => {
	const code = 'export function half(n: number) {\n\treturn n / 2;\n}\n';

	it('goes into a new file where the project has its tests, and saves nothing', async () => {
		const server = await gateway.script({ text: '```ts\nit("halves", () => {});\n```' });
		await workspace.restoreAfterTest('src/half.test.ts');
		await workspace.restoreAfterTest('src/other.test.ts');
		await vscode.workspace.fs.writeFile(
			vscode.Uri.file(workspace.path('src/other.test.ts')),
			new TextEncoder().encode('import { test } from "vitest";\n'),
		);
		await workspace.open('src/half.ts', code);
		await select({ row: 2, column: 2 });

		const result = await run<EditResult>('doubao.writeTests');

		assert.equal(result.outcome, 'review');
		const shown = vscode.window.activeTextEditor?.document;
		assert.equal(shown?.uri.scheme, 'untitled');
		assert.equal(shown.uri.path, workspace.path('src/half.test.ts'));
		assert.match(text(), /^it\("halves", \(\) => \{\}\);/);
		await assert.rejects(async () => workspace.bytes('src/half.test.ts'));
		const asked = sent(server.requests[0]?.body);
		assert.match(asked, /half\.test\.ts/);
		assert.match(asked, /from \\\\\\"vitest\\\\\\"|vitest/);
		await driver.picture('write-tests');
		await run('doubao.rejectAll');
	});

	it('goes to the end of the tests that are there', async () => {
		await gateway.script({ text: '```ts\nit("halves", () => {});\n```' });
		const before = 'it("is", () => {});\n';
		await workspace.open('src/half.test.ts', before);
		await workspace.open('src/half.ts', code);
		await select({ row: 2, column: 2 });

		const result = await run<EditResult>('doubao.writeTests');

		assert.equal(result.outcome, 'review');
		assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /half\.test\.ts$/);
		assert.equal(text(), `${before}it("halves", () => {});\n`);
		await untilValue(
			async () => (await workspace.bytes('src/half.test.ts')).toString(),
			now => now === before,
			'the file on disk as it was',
		);
		await run('doubao.rejectAll');
	});
});
