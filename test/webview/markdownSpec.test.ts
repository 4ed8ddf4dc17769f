import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { samples } from '../core/chat/markdownSamples.ts';
import { commonMark, gfm } from '../core/chat/markdownSpec.ts';
import { closeBrowser, sharedParts } from './panel.ts';

/** A document and how it is cut. */
interface Cutting {
	readonly name: string;
	readonly source: string;
	readonly pieces: readonly string[];
}

/** Numbers from 0 up to 1, the same each time. */
function chance(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

function cut(source: string, size: number): readonly string[] {
	return source.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
}

const documents = [
	...commonMark.map(({ markdown, number }) => ({ name: `CommonMark ${number}`, source: markdown })),
	...gfm.map(({ markdown, number }) => ({ name: `GFM ${number}`, source: markdown })),
	...Object.entries(samples).map(([name, source]) => ({ name, source })),
];

describe('the nodes of an answer', function () {
	this.timeout(120_000);
	let page: Page;

	before(async () => {
		const { browser, host } = await sharedParts();
		page = await browser.newPage();
		const { outputFiles } = await build({
			stdin: {
				contents: `import * as oracle from './test/webview/markdownOracle.ts'; window.oracle = oracle;`,
				resolveDir: resolve(import.meta.dirname, '../..'),
				loader: 'ts',
			},
			bundle: true,
			format: 'iife',
			write: false,
		});
		await page.setContent('<main></main>');
		await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
		await page.evaluate(strings => Object.assign(window, { strings }), host.chatStrings());
	});

	after(async () => {
		await page.close();
		await closeBrowser();
	});

	/** The first document whose nodes are others than those of markdown-it's HTML. */
	async function differing(cuttings: readonly Cutting[]): Promise<object | null> {
		return page.evaluate(all => {
			const { ours, theirs } = Reflect.get(window, 'oracle');
			for (const { name, source, pieces } of all) {
				const [found, wanted] = [ours(pieces, Reflect.get(window, 'strings')), theirs(source)];
				if (found !== wanted) {
					return { name, source, pieces, found, wanted };
				}
			}
			return null;
		}, cuttings);
	}

	it('are those of markdown-it’s HTML for each example of CommonMark and GFM, however it is cut', async () => {
		for (const size of [10_000, 1, 3, 17]) {
			const cuttings = documents.map(document => ({
				...document,
				pieces: cut(document.source, size),
			}));
			assert.equal(await differing(cuttings), null, `pieces of ${size}`);
		}
	});

	it('are those for documents made of the examples, cut anywhere', async () => {
		const random = chance(20_261_126);
		const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
		const cuttings = Array.from({ length: 400 }, (_, at) => {
			const parts = Array.from({ length: 2 + Math.floor(random() * 5) }, () => pick(documents));
			const source = parts.map(part => part?.source ?? '').join(random() < 0.7 ? '\n' : '');
			const pieces: string[] = [];
			for (let from = 0; from < source.length; from += pieces.at(-1)?.length ?? 0) {
				pieces.push(source.slice(from, from + 1 + Math.floor(random() * 40)));
			}
			return { name: `document ${at}`, source, pieces };
		});
		assert.equal(await differing(cuttings), null);
	});
});
