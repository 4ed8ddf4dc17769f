import * as assert from 'node:assert/strict';
import { gateway, testKey } from './library/gateway.ts';
import { sharedWindow } from './library/window.ts';
import { edited, rewrite, shop } from './shop.ts';

const own = 'doubao-assistant.doubao-assistant';

interface Result {
	readonly outcome: string;
	readonly text?: string;
	readonly hunks?: number;
	readonly errorClass?: string;
}

describe('in a web worker', function () {
	this.timeout(120_000);
	const window = sharedWindow({ defaults: { 'remote.extensionKind': { [own]: ['web'] } } });

	const ask = (text: string) => window().run<Result>('doubao.ask', { text, newChat: true });
	const text = () =>
		window().evaluate(api => api.window.activeTextEditor?.document.getText() ?? '');

	async function choose(id: string, baseUrl?: string): Promise<void> {
		await window().evaluate(
			async (api, given) => {
				const user = api.workspace.getConfiguration();
				const { Global } = api.ConfigurationTarget;
				await user.update('doubao.gateway', given.id, Global);
				await user.update('doubao.baseUrl', given.baseUrl, Global);
				await user.update('doubao.api', 'chat-completions', Global);
				if (given.baseUrl !== undefined) {
					await api.commands.executeCommand('doubao.setApiKey', { key: given.key });
				}
			},
			{ id, baseUrl, key: testKey },
		);
	}

	async function open(name: string, contents: string, last: number): Promise<void> {
		await window().evaluate(
			async (api, given) => {
				const [folder] = api.workspace.workspaceFolders ?? [];
				if (folder) {
					const uri = api.Uri.joinPath(folder.uri, given.name);
					await api.workspace.fs.writeFile(uri, new TextEncoder().encode(given.contents));
					const editor = await api.window.showTextDocument(uri, { preview: false });
					editor.selection = new api.Selection(0, 0, given.last, 0);
				}
			},
			{ name, contents, last },
		);
	}

	it('the extension runs in no other host', async () => {
		assert.equal(
			await window().evaluate((api, id) => api.extensions.getExtension(id) === undefined, own),
			true,
		);
	});

	it('the demo answers, and the chat is there after a reload', async () => {
		await choose('demo');
		const answer = await ask('Hello');
		assert.equal(answer.outcome, 'complete');
		const { panel } = window().driver;
		await panel.getByText('Hello', { exact: true }).first().waitFor();

		await window().reload();
		await window().run('doubao.openChat');

		await panel.getByText('Hello', { exact: true }).first().waitFor();
	});

	it('code is explained in the panel and in place', async () => {
		const server = await gateway.script({ text: 'It adds **up**.', cors: true });
		await choose('custom', server.baseUrl);
		await open('shop.js', shop, 7);
		const explained = await window().run<Result>('doubao.explainSelection');
		assert.deepEqual([explained.outcome, explained.text], ['complete', 'It adds **up**.']);
		const inPlace = await window().run<Result>('doubao.explainInPlace');
		assert.equal(inPlace.outcome, 'complete');
		await window().driver.workbench.locator('.review-widget').getByText('up').first().waitFor();
		await window().run('doubao.closeExplanation');
		assert.match(JSON.stringify(server.requests[0]?.headers), new RegExp(`Bearer ${testKey}`));
	});

	it('an edit streams in, is accepted and is taken back', async () => {
		const server = await gateway.script({ deltas: rewrite, cors: true });
		await choose('custom', server.baseUrl);
		await open('edited.js', shop, 11);
		await window().run('workbench.action.focusActiveEditorGroup');
		const edit = await window().run<Result>('doubao.editSelection', { instruction: 'simplify' });
		assert.deepEqual([edit.outcome, edit.hunks], ['review', 2]);
		assert.equal(await text(), edited);
		await window().driver.picture('web-worker-review');
		await window().run('doubao.rejectAll');
		assert.equal(await text(), shop);

		await open('edited.js', shop, 11);
		await window().run('doubao.editSelection', { instruction: 'simplify' });
		await window().run('doubao.acceptAll');
		assert.equal(await text(), edited);
	});

	it('code is written from a comment', async () => {
		const server = await gateway.script({
			text: '```js\nconst one = 1;\n```\n',
			cors: true,
		});
		await choose('custom', server.baseUrl);
		await open('comment.js', '// the number one\n', 0);
		const made = await window().run<Result>('doubao.generateFromComment');
		assert.equal(made.outcome, 'review');
		assert.equal(await text(), '// the number one\nconst one = 1;\n');
		await window().run('doubao.acceptAll');
	});

	it('a gateway that lets no browsers in is told as such', async () => {
		const server = await gateway.script({ text: 'Never.' });
		await choose('custom', server.baseUrl);
		const answer = await ask('Why?');
		assert.equal(answer.errorClass, 'connection');
		const { panel } = window().driver;
		await panel.getByText(/does not accept requests from browsers/u).waitFor();
		await panel.getByRole('button', { name: 'Choose Gateway' }).waitFor();
		assert.equal(server.requests.filter(({ method }) => method === 'POST').length, 0);
		assert.doesNotMatch(JSON.stringify(server.requests), new RegExp(testKey));
	});

	it('a gateway that is not there is told as before', async () => {
		const server = await gateway.script({ text: 'Never.', cors: true });
		await choose('custom', server.baseUrl);
		await server.close();
		const answer = await ask('Why?');
		assert.equal(answer.errorClass, 'connection');
		await window()
			.driver.panel.getByText(/failed or broke off/u)
			.waitFor();
	});
});
