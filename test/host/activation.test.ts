import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { activations } from '../support/activations.ts';
import { until } from './library/until.ts';
import { ask, checkout } from './library/runner.ts';
import { openWindow } from './library/window.ts';
import { afterTest } from './library/cleanup.ts';

/** How often the window is loaded. */
const starts = 15;

/** An extension that does nothing, to compare with. */
async function emptyExtension(): Promise<string> {
	await mkdir(join(checkout(), '.cache'), { recursive: true });
	const folder = await mkdtemp(join(checkout(), '.cache', 'empty-'));
	afterTest(() => rm(folder, { recursive: true, force: true }));
	const manifest = {
		name: 'empty',
		publisher: 'doubao-test',
		displayName: 'Empty',
		version: '0.0.0',
		engines: { vscode: '^1.106.0' },
		main: './main.js',
		activationEvents: ['onStartupFinished'],
		extensionKind: ['workspace'],
	};
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	await writeFile(join(folder, 'main.js'), 'exports.activate = () => undefined;\n');
	return folder;
}

describe('the activation', function () {
	this.timeout(900_000);

	it('is measured by the bench', async function () {
		if (process.env['DOUBAO_BENCH'] === undefined) {
			this.skip();
		}
		const window = await openWindow({ extensions: [await emptyExtension()] });
		const times: Record<string, number>[] = [];
		for (let start = 1; start <= starts; start++) {
			await window.run('workbench.action.showRuntimeExtensions');
			let seen: Record<string, number> = {};
			await until(async () => {
				seen = await window.driver.evaluate(activations);
				return ['Empty', 'Doubao Code Assistant'].every(name => name in seen);
			}, 'all of them are active');
			times.push(seen);
			await ask('print', JSON.stringify(seen));
			await window.reload();
		}
		await ask('print', `ACTIVATIONS ${JSON.stringify(times)}`);
	});
});
