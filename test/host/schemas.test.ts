import * as assert from 'node:assert/strict';
import { createServer } from 'node:http';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import type { EditResult } from './streaming.ts';

const before = '{\n\t"a": 1\n}\n';

/** A server that counts who asks it, and an answer that names a schema there. */
async function canary() {
	const seen = { hits: 0 };
	const server = createServer((_request, response) => {
		seen.hits++;
		response.end('{}');
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	afterTest(() => server.close());
	const address = server.address();
	const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
	const fresh = `{\n\t"b": 0,\n\t"$schema": "http://${host}/schema.json",\n\t"a": 2\n}\n`;
	await gateway.script({ text: `\`\`\`json\n${fresh}\`\`\`\n` });
	await workspace.open('plan.json', before);
	await select({ rows: [1, 3] });
	return { seen, host, fresh };
}

/** The language server wants the schema before it says anything about a place. */
async function hover(): Promise<void> {
	const { document } = vscode.window.activeTextEditor ?? {};
	const ask = async (what: string, ...more: readonly unknown[]) =>
		await vscode.commands.executeCommand<readonly unknown[] | undefined>(
			`vscode.execute${what}Provider`,
			document?.uri,
			...more,
		);
	await untilValue(
		() => ask('DocumentSymbol'),
		found => found !== undefined && found.length > 0,
		'the language server',
	);
	await ask('Hover', new vscode.Position(2, 2));
}

describe('a schema that new code names', () => {
	it('(E23) is not loaded for automation that does not confirm; the edit stops before it', async () => {
		const { seen } = await canary();

		const { outcome } = await run<EditResult>('doubao.editSelection', { instruction: 'two' });

		assert.equal(outcome, 'partial');
		assert.match(text(), /"b": 0/);
		assert.doesNotMatch(text(), /schema/);
		await hover();
		assert.equal(seen.hits, 0);
		await driver.waitForText(/names a schema that is loaded at once/);
		await run('notifications.clearAll');
		await run('doubao.rejectAll');
		assert.equal(text(), before);
	});

	it('(E23) is asked about, and named in the lens once it is written', async () => {
		const { seen, host, fresh } = await canary();
		await run('workbench.action.focusActiveEditorGroup');
		const running = run<EditResult>('doubao.editSelection');
		await driver.workbench.getByText('Edit with Doubao').first().waitFor();
		await driver.type('two');
		await driver.press('Enter');
		const dialog = driver.workbench.getByRole('dialog');
		await dialog.getByText(host).first().waitFor();
		await driver.picture('edit-schema-question');
		assert.equal(seen.hits, 0);

		await dialog.getByRole('button', { name: 'Write It' }).click();

		assert.equal((await running).outcome, 'review');
		assert.equal(text(), fresh);
		await driver.lens(`names ${host}`).waitFor();
		await driver.picture('edit-schema-lens');
	});

	for (const [what, rows] of [
		[
			'split over rows that arrive apart',
			(host: string) => ['\t"$schema":\n', `\t\t"http://${host}/s",\n`],
		],
		[
			'split by a comment',
			(host: string) => ['\t"$schema": /* a\n', '\tb */\n', `"http://${host}/s",\n`],
		],
		['written in escapes', (host: string) => [`\t"\\u0024schema": "http:\\/\\u002f${host}/s",\n`]],
		['that was only mentioned before', (host: string) => [`\t"$schema": "http://${host}/old",\n`]],
	] as const) {
		it(`(E23) is found where its address is ${what}`, async () => {
			const { seen, host } = await canary();
			const old = `{\n\t"a": 1,\n\t"home": "http://${host}/old"\n}\n`;
			const deltas = ['```json\n', '{\n', ...rows(host), '\t"a": 2\n}\n', '```\n'];
			const server = await gateway.script({ deltas, pace: 'gate' });
			await workspace.open('plan.json', old);
			await select({ rows: [1, 4] });
			const running = run<EditResult>('doubao.editSelection', { instruction: 'two' });
			await server.received();
			for (const _ of deltas) {
				server.release(1);
				await driver.painted();
			}
			server.releaseAll();

			const { outcome } = await running;

			assert.match(outcome, /partial|cancelled/);
			assert.doesNotMatch(text(), /\/s"|schema": "http/);
			await hover();
			assert.equal(seen.hits, 0);
		});
	}
});
