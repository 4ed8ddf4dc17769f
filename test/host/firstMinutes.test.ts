import * as assert from 'node:assert/strict';
import { gateway, testKey } from './library/gateway.ts';
import { untilValue } from './library/until.ts';
import { sharedWindow } from './library/window.ts';

/** What a newcomer reads and presses, in each language. */
const languages = [
	['en', { key: 'API Key', demo: 'Try the Demo', message: 'Message', question: 'Hello' }],
	['zh-cn', { key: 'API 密钥', demo: '试用演示', message: '消息', question: '你好' }],
] as const;

const presets = ['cubicspaces', 'starmagic', 'ark'] as const;

for (const [locale, words] of languages) {
	describe(`the first minutes in ${locale}`, function () {
		this.timeout(180_000);
		// Windows of one language share a server, and with it the user's settings. Before the window goes:
		after('leave no gateway behind', async () => {
			await window().evaluate(async api => {
				const user = api.workspace.getConfiguration();
				await user.update('doubao.gateway', undefined, api.ConfigurationTarget.Global);
				await user.update('doubao.baseUrl', undefined, api.ConfigurationTarget.Global);
			});
		});
		const window = sharedWindow({ locale });
		const panel = () => window().driver.panel;
		const field = () => panel().getByRole('textbox', { name: words.key });
		const picture = (gatewayId: string, step: string) =>
			window().driver.picture(`first-minutes-${locale}-${gatewayId}-${step}`);

		/** As after the installation, with a gateway whose address is the test server's. */
		async function begin(id: string, baseUrl: string | undefined): Promise<void> {
			await window().evaluate(
				async (api, given) => {
					const user = api.workspace.getConfiguration();
					const { Global } = api.ConfigurationTarget;
					await user.update('doubao.gateway', given.id, Global);
					await user.update('doubao.baseUrl', given.baseUrl, Global);
					await api.commands.executeCommand('doubao.removeApiKey');
				},
				{ id, baseUrl },
			);
			await window().run('doubao.openChat');
			await window().run('doubao.newChat');
			await field().waitFor();
		}

		/** The gestures from the form to the first answer, each of them done. */
		async function connect(id: string): Promise<readonly string[]> {
			await picture(id, '1-form');
			await field().fill(testKey);
			await field().press('Enter');
			await untilValue(
				() => field().count(),
				count => count === 0,
				'the form is gone',
			);
			await picture(id, '2-connected');
			return ['paste the key', 'Enter', ...(await askFirst(id))];
		}

		/** The composer has the focus already. */
		async function askFirst(id: string): Promise<readonly string[]> {
			const composer = panel().getByRole('textbox', { name: words.message });
			await untilValue(
				() => panel().locator('textarea:focus').count(),
				count => count === 1,
				'the composer has the focus',
			);
			await composer.type(words.question);
			await composer.press('Enter');
			const answer = panel().locator('.markdown');
			await untilValue(
				async () => ((await answer.count()) > 0 ? await answer.last().text() : ''),
				text => text.trim() !== '',
				'an answer',
			);
			await picture(id, '3-answer');
			return ['a question', 'Enter'];
		}

		for (const id of presets) {
			it(`lead to an answer of ${id} in four gestures`, async () => {
				const server = await gateway.script({ text: 'Hello there. 你好！' });
				await begin(id, server.baseUrl);

				const gestures = await connect(id);

				assert.equal(gestures.length, 4);
				assert.equal(server.requests.at(-1)?.headers.authorization, `Bearer ${testKey}`);
			});
		}

		it('lead to an answer of one’s own address, which is asked for first', async () => {
			const server = await gateway.script({ text: 'Hello there. 你好！' });
			// This computer’s own servers need no key: the form is left by choosing the gateway.
			await begin('cubicspaces', undefined);
			const choosing = window().run('doubao.selectGateway');
			const { driver } = window();
			await driver.workbench.locator('.quick-input-box input:focus').waitFor();
			await picture('custom', '1-gateways');
			await driver.type('Custom');
			await driver.press('Enter');
			const address = driver.workbench.locator('.quick-input-box input:focus');
			await address.waitFor();
			await picture('custom', '2-address');
			await address.fill(server.baseUrl);
			await driver.press('Enter');
			await choosing;
			await window().run('doubao.openChat');

			await askFirst('custom');

			assert.ok(server.requests.length > 0);
		});

		it('lead to an answer of the demo in one press and a question', async () => {
			await begin('cubicspaces', undefined);
			await panel().getByRole('button', { name: words.demo }).click();
			await untilValue(
				() => field().count(),
				count => count === 0,
				'the form is gone',
			);
			await askFirst('demo');
			const shown = await panel().locator('#model-name').text();
			assert.equal(shown, 'Demo', 'no model is named that does not answer');
			await window().driver.workbench.locator('.statusbar-item', { hasText: /Demo/u }).waitFor();
		});
	});
}
