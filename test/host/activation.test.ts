import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { activations } from '../support/activations.ts';
import { afterTest } from './library/cleanup.ts';
import { ask, checkout } from './library/runner.ts';
import { untilValue } from './library/until.ts';
import { openWindow, type OtherWindow } from './library/window.ts';

/** How often the window is loaded. */
const starts = 15;

const ours = 'Doubao Code Assistant';
const empty = 'An Empty Extension';
const copilot = 'A Copy of Copilot';

/** What both are declared with. */
const common = {
	publisher: 'doubao-test',
	version: '0.0.0',
	engines: { vscode: '^1.106.0' },
	activationEvents: ['onStartupFinished'],
	extensionKind: ['workspace'],
};

async function folderFor(manifest: object): Promise<string> {
	await mkdir(join(checkout(), '.cache'), { recursive: true });
	const folder = await mkdtemp(join(checkout(), '.cache', 'beside-'));
	afterTest(() => rm(folder, { recursive: true, force: true }));
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	return folder;
}

/** An extension that does nothing. */
async function emptyExtension(): Promise<string> {
	const folder = await folderFor({
		...common,
		name: 'empty',
		displayName: empty,
		main: './main.js',
	});
	await writeFile(join(folder, 'main.js'), 'exports.activate = () => undefined;\n');
	return folder;
}

/** VS Code keeps its own Copilot off until somebody signs in: a copy that asks for no proposals. */
async function copilotCopy(): Promise<readonly string[]> {
	const original = join(vscode.env.appRoot, 'extensions', 'copilot');
	const text = await readFile(join(original, 'package.json'), 'utf8').catch(() => undefined);
	if (text === undefined) {
		return [];
	}
	const { main, type, dependencies }: Record<string, unknown> = JSON.parse(text);
	const folder = await folderFor({
		...common,
		name: 'copilot-copy',
		displayName: copilot,
		main,
		type,
		dependencies,
	});
	for (const name of await readdir(original)) {
		if (name !== 'package.json') {
			await symlink(join(original, name), join(folder, name));
		}
	}
	return [folder];
}

/** What VS Code tells in its list of running extensions, of which it shows a part at a time. */
async function told(window: OtherWindow): Promise<Readonly<Record<string, number>>> {
	const { driver } = window;
	await window.run('workbench.action.showRuntimeExtensions');
	const seen: Record<string, number> = {};
	await driver.workbench.locator('.runtime-extensions-editor .extension').first().waitFor();
	await driver.workbench.locator('.runtime-extensions-editor .extension').first().click();
	await untilValue(
		async () => {
			Object.assign(seen, await driver.evaluate(activations));
			await driver.press(ours in seen && empty in seen ? 'Home' : 'PageDown');
			return ours in seen && empty in seen;
		},
		all => all,
		'the times of both',
	);
	return seen;
}

describe('the activation', function () {
	this.timeout(900_000);

	it('is measured by the bench', async function () {
		if (process.env['DOUBAO_BENCH'] === undefined) {
			this.skip();
		}
		const window = await openWindow({
			extensions: [await emptyExtension(), ...(await copilotCopy())],
		});
		const times: object[] = [];
		for (let start = 1; start <= starts; start++) {
			const seen = await told(window);
			times.push({ ours: seen[ours], empty: seen[empty], copilot: seen[copilot] });
			await window.reload();
		}
		await ask('print', `ACTIVATIONS ${JSON.stringify(times)}`);
	});
});
