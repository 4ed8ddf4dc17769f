import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { closeBrowser, pictures, TestPanel } from './panel.ts';
import { themes } from './themes.ts';
import { reachState, rich, states } from './states.ts';
import { append, complete, turn } from './turns.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
	readonly id: string;
	readonly impact: string;
	readonly targets: readonly string[];
}

/** What axe objects to, most of all contrast, names and roles. */
async function violations(panel: TestPanel): Promise<readonly Violation[]> {
	return panel.page.evaluate(async () => {
		const { violations: found } = await Reflect.get(window, 'axe').run(document);
		return found
			.filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
			.map(({ id, impact, nodes }: { id: string; impact: string; nodes: { html: string }[] }) => ({
				id,
				impact,
				targets: nodes.map(({ html }) => html.slice(0, 160)),
			}));
	});
}

describe('the panel is for everybody', function () {
	this.timeout(240_000);
	before(() => mkdir(pictures, { recursive: true }));
	after(closeBrowser);

	for (const theme of themes) {
		it(`axe finds nothing serious in any state, ${theme.name}`, async () => {
			const panel = await TestPanel.open({ theme, height: 800 });
			// Playwright's own way in; the page's policy would not let a script element in.
			await panel.page.evaluate(axe);
			for (const name of Object.keys(states)) {
				await reachState(panel, name);
				await panel.page.screenshot({
					path: resolve(pictures, `chat ${name} ${theme.name}.png`),
					animations: 'disabled',
				});
				assert.deepEqual(await violations(panel), [], name);
			}
			assert.deepEqual(panel.errors, []);
			await panel.close();
		});
	}

	it('animates nothing all the time, and is still where motion is not wanted', async () => {
		const panel = await TestPanel.open();
		await panel.post(turn());
		const lights = () =>
			panel.page.evaluate(() =>
				Array.from(document.querySelectorAll('.dots i'), dot => getComputedStyle(dot).opacity),
			);
		assert.equal(await panel.page.evaluate(() => document.getAnimations().length), 0);
		assert.deepEqual(await lights(), ['1', '0.35', '0.35']);
		await panel.page.waitForFunction(
			() => document.querySelector('.dots')?.getAttribute('data-step') === '1',
		);
		await panel.page.emulateMedia({ reducedMotion: 'reduce' });
		assert.deepEqual(await lights(), ['1', '1', '1']);
		await panel.page.emulateMedia({ reducedMotion: 'no-preference' });
		await panel.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
		assert.deepEqual(await lights(), ['1', '1', '1']);
		await panel.close();
	});

	it('speaks rarely: once when an answer begins, once when it is complete', async () => {
		const panel = await TestPanel.open();
		await panel.page.evaluate(() => {
			const spoken: string[] = [];
			Object.assign(window, { spoken });
			new MutationObserver(() =>
				spoken.push(document.querySelector('[role=status]')?.textContent ?? ''),
			).observe(document.querySelector('[role=status]') ?? document.body, { childList: true });
		});
		await panel.composer.fill('Hi');
		await panel.composer.press('Enter');
		await panel.post(turn());
		await panel.stream(...Array.from({ length: 50 }, (_, row) => append(`Row ${row}\n\n`)));
		await panel.post({ type: 'settle', turnId: 't1', settled: complete });
		const spoken = await panel.page.evaluate((): string[] => Reflect.get(window, 'spoken'));
		assert.deepEqual(spoken, ['Sent', 'Doubao is answering', 'Answer complete, 50 lines']);
		await panel.close();
	});

	it('names every control, and the language of the page', async () => {
		const panel = await TestPanel.open({ language: 'zh-cn' });
		await panel.post(turn({ answer: rich, settled: complete }));
		const unnamed = await panel.page.evaluate(() =>
			[...document.querySelectorAll('button, textarea, input, select')]
				.filter(node => !(node.getAttribute('aria-label') ?? node.textContent ?? '').trim())
				.filter(node => !(node instanceof HTMLInputElement) && !(node instanceof HTMLSelectElement))
				.map(node => node.outerHTML),
		);
		assert.deepEqual(unnamed, []);
		assert.equal(await panel.page.locator('html').getAttribute('lang'), 'zh-cn');
		await panel.close();
	});

	it('leads through the messages and to all they offer by keys alone', async () => {
		const panel = await TestPanel.open();
		await panel.post(
			turn({ id: 'a', question: 'One?', answer: 'First.', settled: complete }),
			turn({ id: 'b', question: 'Two?', answer: rich, settled: complete }),
		);
		const focused = () =>
			panel.page.evaluate(() => {
				const { activeElement } = document;
				return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
			});
		await panel.page.getByRole('article', { name: 'Doubao, message 4' }).focus();
		const visited: string[] = [];
		for (const key of ['ArrowUp', 'ArrowUp', 'Home', 'ArrowUp', 'End']) {
			await panel.page.keyboard.press(key);
			visited.push(await focused());
		}
		assert.deepEqual(visited, [
			'You, message 3',
			'Doubao, message 2',
			'You, message 1',
			'You, message 1',
			'Doubao, message 4',
		]);
		const order: string[] = [];
		for (let tabs = 0; tabs < 25 && order.at(-1) !== 'Message'; tabs++) {
			await panel.page.keyboard.press('Tab');
			order.push(await focused());
		}
		for (const name of ['Copy', 'Insert at Cursor', 'New File', 'Apply to Editor', 'Regenerate']) {
			assert.equal(order.includes(name), true, `${name} in ${order.join(', ')}`);
		}
		await panel.page.keyboard.type('Three?');
		const row = [
			'Attach Context',
			'Thinking',
			'Gateway and Model',
			'Show What Will Be Sent',
			'Send',
		];
		for (const name of row) {
			await panel.page.keyboard.press('Tab');
			assert.equal(await focused(), name);
		}
		await panel.page.keyboard.press('Enter');
		assert.deepEqual(await panel.postedOf('ask'), [{ type: 'ask', text: 'Three?' }]);
		await panel.close();
	});
});
