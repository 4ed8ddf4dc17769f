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

/**
 * Each is activated by a command of its own: of extensions that start at once, VS Code counts the
 * time of one as that of another.
 */
const commands = {
	[ours]: 'doubao.getState',
	[empty]: 'doubaoTest.activateEmpty',
	[copilot]: 'doubaoTest.activateCopilot',
};

type Measured = keyof typeof commands;

/** What both are declared with. */
const common = {
	publisher: 'doubao-test',
	version: '0.0.0',
	engines: { vscode: '^1.106.0' },
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
		activationEvents: [`onCommand:${commands[empty]}`],
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
	const manifest: Record<string, unknown> = JSON.parse(text);
	delete manifest['enabledApiProposals'];
	const folder = await folderFor({
		...manifest,
		...common,
		name: 'copilot-copy',
		displayName: copilot,
		activationEvents: [`onCommand:${commands[copilot]}`],
	});
	for (const name of await readdir(original)) {
		if (name !== 'package.json') {
			await symlink(join(original, name), join(folder, name));
		}
	}
	return [folder];
}

/** What VS Code tells in its list of running extensions, of which it shows a part at a time. */
async function told(
	window: OtherWindow,
	names: readonly Measured[],
): Promise<Readonly<Record<string, number>>> {
	const { driver } = window;
	for (const name of names) {
		// Two of them only activate: nothing is registered under the name.
		await window.run(commands[name]).catch(() => undefined);
	}
	await window.run('workbench.action.showRuntimeExtensions');
	const seen: Record<string, number> = {};
	let looks = 0;
	await driver.workbench.locator('.runtime-extensions-editor .extension').first().waitFor();
	await driver.workbench.locator('.runtime-extensions-editor .extension').first().click();
	await untilValue(
		async () => {
			Object.assign(seen, await driver.evaluate(activations));
			const all = names.every(name => name in seen);
			// The slowest comes last, and then stands first.
			await driver.press(all || ++looks % 4 === 0 ? 'Home' : 'PageDown');
			return all;
		},
		all => all,
		'the times of all',
	);
	return seen;
}

describe('the activation', function () {
	this.timeout(900_000);

	it('is measured by the bench', async function () {
		if (process.env['DOUBAO_BENCH'] === undefined) {
			this.skip();
		}
		const copies = await copilotCopy();
		const window = await openWindow({ extensions: [await emptyExtension(), ...copies] });
		const pair = [ours, empty] as const;
		const others: readonly Measured[] = copies.map(() => copilot);
		const times: object[] = [];
		for (let start = 1; start <= starts; start++) {
			const seen = await told(window, [...(start % 2 === 0 ? pair : pair.toReversed()), ...others]);
			times.push({ ours: seen[ours], empty: seen[empty], copilot: seen[copilot] });
			await window.reload();
		}
		await ask('print', `ACTIVATIONS ${JSON.stringify(times)}`);
	});
});
