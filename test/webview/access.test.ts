import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { closeBrowser, pictures, TestPanel } from './panel.ts';
import { themes } from './themes.ts';
import { append, complete, turn } from './turns.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const rich = `The function \`parseRange\` turns a **header value** into byte offsets.

## How it works

1. It splits at the comma
2. For each part, it reads the [length](https://example.com/spec)

\`\`\`ts
export function parseRange(header: string, size: number): readonly Range[] {
	return header.split(',').map(part => part.trim().split('-').map(Number));
}
\`\`\`

| Input | Result | Note |
|:--|--:|:--|
| \`0-99\` | 100 | the first hundred bytes |

> A range that ends beyond the file is cut.

- [x] handles open ranges
- [ ] handles \`multipart\`
`;

const chinese = '这个函数**解析请求头**，返回字节偏移量。\n\n1. 先按逗号拆分\n2. 再逐段读取数字\n';

/** The states of the panel that look different. */
const states: Readonly<Record<string, (panel: TestPanel) => Promise<void>>> = {
	empty: async () => {},
	answered: panel =>
		panel.post(
			turn({
				question: 'Explain `parseRange`.',
				context: ['src/http/range.ts:10-24'],
				answer: rich,
				reasoning: 'Let me look.',
				settled: { ...complete, reasoningDuration: 2100 },
			}),
		),
	streaming: async panel => {
		await panel.post(turn({ id: 'b' }), append('Half an ans', 'b'), {
			type: 'queue',
			question: 'And then?',
		});
		await panel.composer.fill('A third question');
	},
	failed: panel =>
		panel.post(
			turn({
				settled: {
					...complete,
					outcome: 'error',
					usage: null,
					alert: { text: 'The gateway did not accept the API key.', action: 'Set API Key' },
				},
			}),
			turn({
				id: 'c',
				answer: 'Half',
				settled: { ...complete, outcome: 'aborted', model: 'other', modelDiffers: true },
			}),
		),
	chinese: panel =>
		panel.post(turn({ question: '请解释这个函数。', answer: chinese, settled: complete })),
	'first run': async panel => {
		await panel.post({
			type: 'firstRun',
			gateways: [{ id: 'cubicspaces', name: 'Cubicspaces' }],
			selected: 'cubicspaces',
		});
		await panel.button('Save and Test').click();
	},
};

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
	this.timeout(60_000);
	before(() => mkdir(pictures, { recursive: true }));
	after(closeBrowser);

	for (const theme of themes) {
		it(`axe finds nothing serious in any state, ${theme.name}`, async () => {
			const panel = await TestPanel.open({ theme, height: 800 });
			// Playwright's own way in; the page's policy would not let a script element in.
			await panel.page.evaluate(axe);
			for (const [name, reach] of Object.entries(states)) {
				await panel.composer.fill('');
				await panel.post(
					{ type: 'show', sessionId: name, draft: '' },
					{ type: 'queue', question: null },
				);
				await reach(panel);
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

	it('fits 250 pixels without scrolling sideways', async () => {
		for (const [name, reach] of Object.entries(states)) {
			const panel = await TestPanel.open({ width: 250, height: 700 });
			await reach(panel);
			await panel.page.screenshot({ path: resolve(pictures, `chat ${name} narrow.png`) });
			const wide = await panel.page.evaluate(() =>
				[...document.querySelectorAll('main, main *')]
					.filter(node => node.closest('pre, .table-scroll, .visually-hidden') === null)
					.filter(node => node.getBoundingClientRect().right > window.innerWidth + 1)
					.map(node => node.className),
			);
			assert.deepEqual(wide, [], name);
			await panel.close();
		}
	});

	it('is still where motion is not wanted', async () => {
		const panel = await TestPanel.open();
		await panel.page.emulateMedia({ reducedMotion: 'reduce' });
		await panel.post(turn());
		assert.equal(await panel.page.evaluate(() => document.getAnimations().length), 0);
		await panel.page.emulateMedia({ reducedMotion: 'no-preference' });
		assert.equal((await panel.page.evaluate(() => document.getAnimations().length)) > 0, true);
		await panel.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
		assert.equal(await panel.page.evaluate(() => document.getAnimations().length), 0);
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
});
