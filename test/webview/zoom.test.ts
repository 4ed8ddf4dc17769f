import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { closeBrowser, pictures, TestPanel } from './panel.ts';
import { reachState, states } from './states.ts';
import { themes } from './themes.ts';

/** What a panel has in CSS pixels where a window of 1280 by 1024 is enlarged, or as narrow as can be. */
const sizes = {
	narrowest: { width: 170, height: 700 },
	narrow: { width: 250, height: 700 },
	'200 percent': { width: 320, height: 512 },
	'400 percent': { width: 320, height: 256 },
};

/** What is cut on purpose; its whole text is in a tooltip. */
const shortened =
	'.code-language, #model-name, .model-used, .chip-label, .history-title, .queue span, .history-undo span, .completion-label, .completion-detail';

/** What sticks out at the side, or is cut though nobody said so. */
function misfits(panel: TestPanel): Promise<readonly string[]> {
	return panel.page.evaluate(allowed => {
		const scrolls = 'pre, .table-scroll, .visually-hidden';
		const isCut = (node: Element) =>
			node instanceof HTMLElement &&
			/hidden|clip/.test(getComputedStyle(node).overflowX) &&
			node.scrollWidth > node.clientWidth + 1 &&
			node.closest(allowed) === null;
		return [...document.querySelectorAll('main, main *')]
			.filter(node => node.closest(scrolls) === null && node.checkVisibility())
			.filter(node => node.parentElement?.closest(allowed) === null)
			.filter(node => node.getBoundingClientRect().right > window.innerWidth + 1 || isCut(node))
			.map(node => `${node.tagName} ${node.className}`);
	}, shortened);
}

/** Goes through all that can be reached by Tab. @returns What had the focus and was not in view. */
async function unreachable(panel: TestPanel): Promise<readonly string[]> {
	const missed: string[] = [];
	const seen = new Set<string>();
	for (let tabs = 0; tabs < 60; tabs++) {
		await panel.page.keyboard.press('Tab');
		const { name, inView } = await panel.page.evaluate(() => {
			const { activeElement: node } = document;
			const { top = 0, bottom = 0, left = 0, right = 0 } = node?.getBoundingClientRect() ?? {};
			const [from, to] = [Math.max(left, 0), Math.min(right, innerWidth)];
			const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
			// The button that leads to the end floats above a part of what is there.
			const there = [0.25, 0.5, 0.75].map(part =>
				document.elementFromPoint(from + part * (to - from), middle),
			);
			const words = node?.getAttribute('aria-label') ?? node?.textContent ?? '';
			return {
				name: `${node?.tagName} ${words} at ${top}`,
				inView: node === document.body || there.some(one => one && node?.contains(one)),
			};
		});
		if (!inView) {
			missed.push(name);
		}
		if (name.startsWith('BODY') || seen.has(name)) {
			break;
		}
		seen.add(name);
	}
	return missed;
}

describe('the panel, enlarged', function () {
	this.timeout(240_000);
	before(() => mkdir(pictures, { recursive: true }));
	after(closeBrowser);

	for (const [size, viewport] of Object.entries(sizes)) {
		it(`shows all there is, ${size}: nothing cut, nothing out of reach`, async () => {
			const panel = await TestPanel.open(viewport);
			for (const [index, name] of Object.keys(states).entries()) {
				await panel.paint(themes[index % themes.length]);
				await reachState(panel, name);
				const picture = resolve(pictures, `chat ${name} ${size}.png`);
				await panel.page.screenshot({ path: picture, animations: 'disabled' });
				assert.deepEqual(await misfits(panel), [], name);
				assert.deepEqual(await unreachable(panel), [], name);
			}
			await panel.close();
		});
	}
});
