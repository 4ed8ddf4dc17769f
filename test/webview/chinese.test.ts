import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { closeBrowser, pictures, TestPanel } from './panel.ts';
import { states } from './states.ts';

const bundle: Readonly<Record<string, string>> = JSON.parse(
	readFileSync(resolve(import.meta.dirname, '../../media/l10n/bundle.l10n.zh-cn.json'), 'utf8'),
);

/** What the host said in the words of these states. */
const foreign = new Set([
	'The gateway did not accept the API key.',
	'Set API Key',
	'Git changes',
	'since the last commit',
]);

/** All that is said, shown or not, outside of what users, models and gateways wrote. */
function saidBy(panel: TestPanel): Promise<readonly string[]> {
	return panel.page.evaluate(() => {
		const others =
			'.markdown, .bubble, .thinking-text, select, .model, .attached, .queue > span, .history-open, .history-undo > span';
		const said: string[] = [];
		for (const node of document.querySelectorAll('body *')) {
			if (node.closest(others) === null && !(node instanceof SVGElement)) {
				const texts = [...node.childNodes].filter(child => child instanceof Text);
				said.push(
					...texts.map(({ data }) => data),
					...['aria-label', 'title', 'placeholder', 'aria-description'].map(
						name => node.getAttribute(name) ?? '',
					),
				);
			}
		}
		return said;
	});
}

describe('the panel in Chinese', function () {
	this.timeout(240_000);
	before(() => mkdir(pictures, { recursive: true }));
	after(closeBrowser);

	it('has no English sentence in any state', async () => {
		for (const [name, reach] of Object.entries(states)) {
			const panel = await TestPanel.open({
				language: 'zh-cn',
				translate: text => bundle[text] ?? text,
			});
			await reach(panel);
			await panel.page.screenshot({ path: resolve(pictures, `chat ${name} zh-cn.png`) });
			const english = (await saidBy(panel)).filter(
				text =>
					/[A-Za-z]{3,} [A-Za-z]{2,}/u.test(text) &&
					!/[\u4e00-\u9fff]/u.test(text) &&
					!foreign.has(text),
			);
			assert.deepEqual(english, [], name);
			await panel.close();
		}
	});
});
