import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { samples } from '../core/chat/markdownSamples.ts';
import { eachPanel, TestPanel } from './panel.ts';
import { append, complete, settle, turn } from './turns.ts';

/** The shown answer as markup, without what is not the answer's own. */
async function shown(panel: TestPanel): Promise<string> {
	return panel.page.locator('.markdown').last().innerHTML();
}

describe('Markdown in the panel', function () {
	this.timeout(60_000);
	let panel: TestPanel;
	eachPanel(async opened => {
		panel = opened;
		// The colours of code load with the first block, whenever that is done.
		await panel.post(turn({ answer: '```ts\nlet a = 1;\n```\n', settled: complete }));
		await panel.page.locator('.token-keyword').waitFor();
	});

	/** Streams `source` in these pieces, a frame between them, and compares with showing it whole. */
	async function check(source: string, pieces: readonly string[]): Promise<void> {
		const whole = turn({ id: 'whole', answer: source, settled: complete });
		await panel.post({ type: 'show', sessionId: 's', draft: '' }, whole);
		const expected = await shown(panel);
		await panel.post(turn({ id: 'cut' }));
		await panel.stream(...pieces.map(piece => append(piece, 'cut')), settle({}, 'cut'));
		assert.equal(await shown(panel), expected, JSON.stringify(pieces));
	}

	it('looks the same streamed as shown whole, for each sample', async () => {
		for (const source of Object.values(samples)) {
			const size = Math.ceil(source.length / 12);
			await check(source, source.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? []);
		}
	});

	it('looks the same streamed as shown whole, for samples joined and cut anywhere', async () => {
		const documents = fc.array(fc.constantFrom(...Object.values(samples)), {
			minLength: 1,
			maxLength: 4,
		});
		await fc.assert(
			fc.asyncProperty(documents, fc.array(fc.nat(), { maxLength: 8 }), async (parts, places) => {
				const source = parts.join('\n');
				const at = places.map(place => place % (source.length + 1)).toSorted((a, b) => a - b);
				await check(
					source,
					[...at, source.length].map((end, index) => source.slice(at[index - 1] ?? 0, end)),
				);
			}),
			{ numRuns: 25 },
		);
	});

	it('looks the same streamed as shown whole where an inline sign becomes an empty fence', async () => {
		await check('Text\n```\n```\n\nEnd\n', ['Text\n`', '``\n```\n\nEnd\n']);
		await check('```\n```\n\nEnd\n', ['```\n`', '``\n\nEnd\n']);
	});

	it('touches only the open block', async () => {
		await panel.post(turn(), append('# One\n\nTwo\n\n- a\n- b\n\nThr'));
		await panel.page.evaluate(() => {
			const changed: string[] = [];
			Object.assign(window, { changed });
			new MutationObserver(records => {
				for (const { target } of records) {
					const block = (target instanceof Element ? target : target.parentElement)?.closest(
						'.section > *',
					);
					changed.push(block?.tagName ?? 'SECTION');
				}
			}).observe(document.querySelector('.markdown') ?? document.body, {
				subtree: true,
				childList: true,
				characterData: true,
			});
		});
		await panel.post(append('ee'), append(' and\nfour'));
		await panel.page.getByText('Three and four').waitFor();
		const changed = await panel.page.evaluate((): string[] => Reflect.get(window, 'changed'));
		assert.deepEqual([...new Set(changed)], ['P']);
	});

	it('touches few nodes for each delta, however long the answer is', async () => {
		const paragraph = 'Some **words** and `code`.\n\n';
		const touched: number[] = [];
		for (const before of [5, 500]) {
			await panel.post(turn(), append(paragraph.repeat(before)));
			await panel.page.evaluate(() => {
				const count = { nodes: 0 };
				Object.assign(window, { count });
				new MutationObserver(records => {
					for (const { type, addedNodes, removedNodes } of records) {
						count.nodes += type === 'childList' ? addedNodes.length + removedNodes.length : 1;
					}
				}).observe(document.body, { subtree: true, childList: true, characterData: true });
			});
			const deltas = Array.from({ length: 40 }, () => append('word **and** '));
			await panel.stream(...deltas);
			const nodes = await panel.page.evaluate((): number =>
				Reflect.get(Reflect.get(window, 'count'), 'nodes'),
			);
			touched.push(nodes / deltas.length);
		}
		const [short = NaN, long = NaN] = touched;
		assert.ok(long <= 12, `${long} nodes a delta`);
		assert.ok(long <= short * 1.2 + 1, `${long} nodes a delta, ${short} in a short answer`);
	});

	it('appends to an open fence and keeps its element', async () => {
		await panel.post(turn(), append('```ts\nlet a;\n'));
		await panel.page.evaluate(() => {
			Object.assign(window, { first: document.querySelector('.code-block') });
		});
		await panel.post(append('let b;\n'.repeat(100)), append('```\n\nEnd.'), settle());
		const same = await panel.page.evaluate(
			() => Reflect.get(window, 'first') === document.querySelector('.code-block'),
		);
		assert.equal(same, true);
		const code = await panel.page.locator('.code-block code').textContent();
		assert.equal(code, `let a;\n${'let b;\n'.repeat(100)}`);
		assert.equal(await panel.page.locator('.code-group').count(), 3);
	});

	it('shows tables, tasks and numbered lists as such', async () => {
		const answer =
			'| a | b |\n|:--|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n3. three\n4. four\n';
		await panel.post(turn({ answer, settled: complete }));
		assert.equal(
			await panel.page.getByRole('cell', { name: '2' }).getAttribute('class'),
			'align-right',
		);
		assert.equal(await panel.page.getByRole('img', { name: 'done', exact: true }).count(), 1);
		assert.equal(await panel.page.getByRole('img', { name: 'not done' }).count(), 1);
		assert.equal(await panel.page.locator('ol').getAttribute('start'), '3');
	});
});
