import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { settings } from './library/settings.ts';
import { until } from './library/until.ts';
import { select, workspace } from './library/workspace.ts';

const themes = [
	['dark', 'Default Dark Modern'],
	['light', 'Default Light Modern'],
	['hc-dark', 'Default High Contrast'],
	['hc-light', 'Default High Contrast Light'],
] as const;

/** One place for every way in which a change can look. */
const before = [
	"import { open } from './db';",
	'',
	'export function total(items) {',
	'\tlet sum = 0;',
	'\tfor (const item of items) {',
	'\t\tsum += item.price * item.count;',
	'\t}',
	'\treturn sum;',
	'}',
	'',
	'export function label(item) {',
	"\treturn item.name + ': ' + item.price;",
	'}',
	'',
	'// 返回购物车里的商品数量',
	'export function count(items) {',
	"\tif (items == null) throw new Error('没有商品');",
	'\treturn items.length;',
	'}',
	'',
	'export function debug(items) {',
	'\tfor (const item of items) {',
	'\t\tconsole.log(item);',
	'\t}',
	'}',
	'',
	'export async function load(id) {',
	'\tconst db = await open();',
	"\tconst row = await db.get('cart', id);",
	'\tdb.close();',
	'\treturn row;',
	'}',
	'',
];

const after = [
	"import { open } from './db';",
	'',
	'export function total(items) {',
	'\treturn items.reduce((sum, item) => sum + item.price * item.count, 0);',
	'}',
	'',
	'export function label(item) {',
	"\treturn item.title + ': ' + item.price.toFixed(2);",
	'}',
	'',
	'/** How many pieces there are. */',
	'// 返回购物车里所有商品的件数',
	'export function count(items) {',
	"\tif (items === undefined) throw new Error('购物车里没有商品');",
	'\treturn items.length;',
	'}',
	'',
	'export async function load(id) {',
	'\tawait using db = await open();',
	"\treturn db.get('cart', id) ?? fail(`There is no cart ${id}.`);",
	'}',
	'',
];

const answer = ['```js\n', ...after.map(row => `${row}\n`), '```\n'];

describe('the looks of an edit', function () {
	this.timeout(120_000);

	it('are clear in every theme', async () => {
		await gateway.script({ deltas: answer });
		await workspace.open('cart.js', before.join('\n'));
		await run('workbench.action.closeAuxiliaryBar');
		await run('workbench.action.closeSidebar');
		await select({ rows: [1, before.length - 1] });
		const { outcome } = await run<{ readonly outcome: string }>('doubao.editSelection', {
			instruction: 'shorten',
		});
		assert.equal(outcome, 'review');
		await driver.lens('Accept').first().waitFor();
		await select({ row: 2 });
		for (const [name, theme] of themes) {
			await driver.theme(theme);
			await driver.picture(`looks-review-${name}`);
		}
		await select({ row: 4 });
		await run('workbench.action.focusActiveEditorGroup');
		await run('editor.action.showHover');
		await driver.workbench.locator('.monaco-hover:not(.hidden)').first().waitFor();
		await driver.picture('looks-hover');
		await driver.press('Escape');
		await run('doubao.showRemoved');
		await driver.workbench.locator('.zone-widget').first().waitFor();
		await driver.picture('looks-peek');
		await run('closeReferenceSearch');
		await settings.set({ 'editor.codeLens': false });
		await driver.lens('Accept').first().waitFor({ state: 'hidden' });
		await driver.picture('looks-no-lens');
		await run('workbench.action.toggleSidebarVisibility');
		await run('workbench.action.splitEditorRight');
		await run('workbench.action.splitEditorRight');
		await driver.picture('looks-narrow');
		await run('doubao.showDiff');
		await driver.workbench.locator('.diff-editor, .monaco-diff-editor').first().waitFor();
		await driver.picture('looks-diff');
		const sides = vscode.window.visibleTextEditors.filter(({ viewColumn }) => !viewColumn);
		assert.equal(sides.length, 2, 'the sides of a diff have no column: so they are known');
	});

	it('are clear while it streams', async () => {
		const server = await gateway.script({ deltas: answer, pace: 'gate' });
		await workspace.open('cart.js', before.join('\n'));
		await run('workbench.action.closeAuxiliaryBar');
		await run('workbench.action.closeSidebar');
		await select({ rows: [1, before.length - 1] });
		const running = run('doubao.editSelection', { instruction: 'shorten' });
		await server.received();
		await until(async () => (await state()).edits[0]?.state === 'waiting', 'the edit');
		await driver.painted();
		await driver.picture('looks-waiting');
		server.release(14);
		await until(async () => (await state()).edits[0]?.hunks.length === 3, 'three hunks');
		await driver.painted();
		for (const [name, theme] of themes) {
			await driver.theme(theme);
			await driver.picture(`looks-streaming-${name}`);
		}
		server.releaseAll();
		await running;
	});
});
