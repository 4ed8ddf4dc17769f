import * as assert from 'node:assert/strict';
import { openWindow, type OtherWindow } from './library/window.ts';

/** As much of an element as is looked at, in a document that is not the test's. */
interface Shown {
	readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
	readonly scrollWidth: number;
	readonly clientWidth: number;
	readonly ownerDocument: {
		readonly defaultView: {
			getComputedStyle(of: Shown): { readonly overflowX: string; readonly textOverflow: string };
		};
	};
	getClientRects(): { readonly length: number };
	closest(selector: string): unknown;
	querySelectorAll(selector: string): Iterable<Shown>;
}

/** What is cut in the chat panel, and what was never given to the translators. */
async function problems({ driver }: OtherWindow): Promise<readonly string[]> {
	const body = driver.panel.locator('body');
	return await body.evaluate((element: Shown) => {
		const own = (one: Shown) =>
			[...one.childNodes]
				.filter(({ nodeType }) => nodeType === 3)
				.map(({ textContent }) => textContent ?? '')
				.join('')
				.trim();
		const all = [...element.querySelectorAll('*')].filter(
			one => own(one) !== '' && one.getClientRects().length > 0,
		);
		// Names of models and addresses may be as long as they like: they have a tooltip.
		const cut = all.filter(one => {
			const { overflowX, textOverflow } = one.ownerDocument.defaultView.getComputedStyle(one);
			const ours = own(one).includes('⟦');
			const told = textOverflow === 'ellipsis' && one.closest('[title]') !== null;
			// One pixel: for those who hear it only.
			return (
				ours &&
				one.clientWidth > 1 &&
				one.scrollWidth > one.clientWidth + 1 &&
				overflowX !== 'visible' &&
				!told
			);
		});
		// What the model and the user say is theirs; so is code.
		const plain = all.filter(
			one =>
				/[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(own(one)) &&
				!own(one).includes('⟦') &&
				one.closest('article, [role="article"], pre, code, option, textarea') === null,
		);
		const wide = element.scrollWidth > element.clientWidth + 1;
		return [
			...cut.map(one => `cut: ${own(one)}`),
			...plain.map(one => `not translated: ${own(one)}`),
			...(wide ? ['the panel scrolls sideways'] : []),
		];
	});
}

describe('in a language of long words', function () {
	this.timeout(180_000);

	it('nothing is cut and nothing stays English', async () => {
		const window = await openWindow({ locale: 'qps-ploc' });
		const { driver, run } = {
			driver: window.driver,
			run: async (command: string, argument?: unknown) => window.run(command, argument),
		};
		await run('doubao.selectGateway', { id: 'cubicspaces' });
		await run('doubao.openChat');
		await driver.panel.getByText('⟦Çöññéçt').first().waitFor();
		await driver.picture('pseudo-first-run');
		assert.deepEqual(await problems(window), [], 'first run');

		await run('doubao.selectGateway', { id: 'demo' });
		await run('doubao.ask', { text: 'What is a monad?' });
		await driver.picture('pseudo-chat');
		assert.deepEqual(await problems(window), [], 'chat');

		await run('doubao.showHistory');
		await driver.panel.getByRole('list').first().waitFor();
		await driver.picture('pseudo-history');
		assert.deepEqual(await problems(window), [], 'history');

		const menu = run('doubao.showMenu');
		await driver.workbench.locator('.quick-input-widget').getByText('⟦').first().waitFor();
		await driver.picture('pseudo-menu');
		await driver.press('Escape');
		await menu;

		await run('workbench.action.closeAuxiliaryBar');
		await run('doubao.openSettings');
		await driver.waitForText(/⟦.*gàtéwàý/);
		await driver.picture('pseudo-settings');
		await run('doubao.getStarted');
		await driver.waitForText(/⟦Çhöösé ýöür kéýs/);
		await driver.picture('pseudo-walkthrough');
	});
});
