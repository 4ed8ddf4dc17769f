import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stage } from '../support/stage.ts';
import { median, type Bench } from './figure.ts';
import { measuredInVsCode } from './inVsCode.ts';

/** What `test/host/activation.test.ts` prints, a start a row, in milliseconds. */
interface Start {
	readonly ours: number;
	readonly empty: number;
	readonly copilot?: number;
}

async function measured(): Promise<readonly Start[]> {
	const folder = await stage();
	const file = join(folder, 'package.json');
	const manifest: { readonly contributes: object } = JSON.parse(await readFile(file, 'utf8'));
	// The test says when. VS Code asks for models by itself while it starts.
	const contributes = { ...manifest.contributes, languageModelChatProviders: undefined };
	await writeFile(file, JSON.stringify({ ...manifest, activationEvents: [], contributes }));
	const words = ['the activation is measured', 'ACTIVATIONS'] as const;
	// oxlint-disable-next-line no-unsafe-type-assertion -- what the test prints
	return (await measuredInVsCode(...words, '--extension', folder)) as readonly Start[];
}

/** What VS Code itself tells in Show Running Extensions, of one window that is loaded 15 times. */
export const bench: Bench = {
	title: 'Activation in VS Code',
	async measure() {
		const starts = await measured();
		const copilot = starts.flatMap(start => start.copilot ?? []);
		return [
			{
				what: 'above an empty extension in the same start',
				value: median(starts.map(({ ours, empty }) => ours - empty)),
				unit: 'ms',
				baseline: 'budget',
				baselineValue: 3,
				most: 1,
			},
			...(copilot.length === 0
				? []
				: [
						{
							what: 'beside Copilot',
							value: median(starts.map(({ ours }) => ours)),
							unit: 'ms',
							baseline: 'a copy of the Copilot that comes with VS Code',
							baselineValue: median(copilot),
							most: 1 / 50,
						},
					]),
		];
	},
};
