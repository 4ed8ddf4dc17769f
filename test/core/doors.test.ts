import assert from 'node:assert/strict';
import { withStubbedVsCode } from '../support/stubbedVsCode.ts';

/** What the doors of the host were asked to show, copy and log. */
const vscode = `
const said = globalThis.doubaoSaid = [];
const keep = (...words) => { said.push(words); return Promise.resolve(undefined); };
export const window = {
	showInformationMessage: keep, showWarningMessage: keep, showErrorMessage: keep,
	setStatusBarMessage: keep, withProgress: options => keep(options.title),
	createOutputChannel: () => ({ trace: keep, debug: keep, info: keep, warn: keep, error: keep }),
};
export const env = { clipboard: { writeText: keep } };
export const l10n = { t: (text, ...words) => text.replace('{0}', words[0]) };
`;

interface Doors {
	showWarning(text: string, ...more: readonly unknown[]): Promise<unknown>;
	showProgress(options: object, task: () => Promise<void>): Promise<unknown>;
	showStatus(text: string, milliseconds: number): void;
	copy(text: string): Promise<void>;
	openLog(name: string): { readonly error: (message: string) => void };
}

describe('the doors of the host', () => {
	let doors: Doors;
	before(async () => {
		// oxlint-disable-next-line no-unsafe-type-assertion -- what the bundle exports
		doors = (await withStubbedVsCode(
			`export * from './src/host/say.ts';
			export * from './src/host/clipboard.ts';
			export * from './src/host/logChannel.ts';`,
			vscode,
		)) as Doors;
	});

	/** What came out while something was done. */
	async function saidBy(act: () => unknown): Promise<string> {
		const said: unknown[] = Reflect.get(globalThis, 'doubaoSaid');
		said.length = 0;
		await act();
		return JSON.stringify(said);
	}

	const link = 'a [b](command:c) [d](https://e.example) \u202ef\u001b[31m';

	it('(W12) make no link and show no hidden character in a notification, a question, a title, the status bar', async () => {
		for (const act of [
			() => doors.showWarning(link, 'Button'),
			() => doors.showWarning('Sure?', { modal: true, detail: link }, 'Button'),
			() => doors.showProgress({ title: link }, async () => {}),
			() => doors.showStatus(link, 1),
		]) {
			const said = await saidBy(act);
			assert.match(said, /command:c/, 'all letters are there');
			assert.doesNotMatch(said, /\]\(|\u202e|u001b/);
		}
		const said = await saidBy(() => doors.showWarning('Sure?', { modal: true }, 'One', 'Two'));
		assert.equal(said, '[["Sure?",{"modal":true},"One","Two"]]');
	});

	it('copy without control characters, and as it is where there is none', async () => {
		const said = await saidBy(() => doors.copy('a\u001b[31m\r\n\tb\u202e'));
		assert.match(said, /^\[\["a\[31m\\n\\tb\u202e"\],\["[^"]*1 hidden/);
		assert.equal(
			await saidBy(() => doors.copy('a\r\n\tb 👩\u200d🚀')),
			'[["a\\r\\n\\tb 👩\u200d🚀"]]',
		);
	});

	it('log no key and no page of text, whatever comes with an error', async () => {
		const log = doors.openLog('Doubao');
		const key = `sk-${'aB3dE5fG7hJ9kL2m'.repeat(2)}`;
		const said = await saidBy(() =>
			log.error(`x: Bearer ${key} and ${key}${'y'.repeat(9_000)}\u202e`),
		);
		assert.equal(said.includes(key), false);
		assert.ok(said.length < 5_000);
		assert.match(said, /Bearer …/);
	});
});
