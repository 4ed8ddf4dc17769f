import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { afterTest } from './library/cleanup.ts';
import { run } from './library/commands.ts';
import { gateway } from './library/gateway.ts';
import { until } from './library/until.ts';
import { select, workspace } from './library/workspace.ts';

const price =
	'export function price(item: { cents: number }): number {\n\treturn item.cents / 100;\n}\n';
const cart = [
	"import { price } from './price.ts';",
	'',
	'export class Cart {',
	'\ttotal(items: { cents: number }[]): number {',
	'\t\tlet sum = 0;',
	'\t\tfor (const item of items) {',
	'\t\t\tsum += price(item);',
	'\t\t}',
	'\t\treturn sum;',
	'\t}',
	'}',
	'',
].join('\n');

function asked(body: unknown): string {
	return JSON.stringify(body);
}

describe('the context of a request', function () {
	this.timeout(120_000);

	it('tells how the names in the code are defined elsewhere, and where the code stands', async () => {
		const server = await gateway.script({ text: 'It adds up.' });
		await workspace.restoreAfterTest('src/price.ts');
		await writeFile(workspace.path('src/price.ts'), price);
		const { document } = await workspace.open('src/cart.ts', cart);
		await until(
			async () => {
				const found = await run<readonly unknown[]>(
					'vscode.executeDefinitionProvider',
					document.uri,
					new vscode.Position(6, 11),
				);
				return found.length > 0;
			},
			'the language service',
			{ patience: 90_000 },
		);
		await select({ rows: [5, 9] });

		// The language may be busy: what it does not tell in time is left out.
		let request = 0;
		await until(
			async () => {
				await run('doubao.explainSelection');
				const body = asked(server.requests[request++]?.body);
				return /price\.ts.{0,4}, lines 1 to 3.*return item\.cents/.test(body) ? body : undefined;
			},
			'a request with the definition',
			{ patience: 60_000 },
		);

		assert.match(asked(server.requests.at(-1)?.body), /belongs to .{0,4}total.{0,4} in .{0,4}Cart/);
	});

	it('is sent without them where the language hangs', async () => {
		const server = await gateway.script({ text: 'Nothing.' });
		const hanging = vscode.languages.registerDefinitionProvider('plaintext', {
			provideDefinition: () => new Promise(() => undefined),
		});
		afterTest(() => hanging.dispose());
		await workspace.open('notes.txt', 'total = price(item)\n');
		await select({ rows: [1, 1] });

		await run('doubao.explainSelection');
		await run('doubao.explainSelection');

		assert.equal(server.requests.length, 2);
	});
});
