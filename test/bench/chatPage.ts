/** The real panel in real Chromium, and pages to compare it with, as the bench of the chat needs them. */
import { createRequire } from 'node:module';
import type { CDPSession, Page } from 'playwright-core';
import { sharedParts, TestPanel } from '../webview/panel.ts';
import { append, turn } from '../webview/turns.ts';

/** UTF-16 units that arrive in one frame: 200 deltas of 4 a second. */
export const pieceSize = 13;

/** A page that takes an answer piece by piece. */
export interface Contestant {
	readonly page: Page;
	/** Shows text at once, from nothing. */
	begin(text: string): Promise<void>;
	/** Adds pieces of `text`, one a frame, following the end. */
	stream(text: string): Promise<void>;
	close(): Promise<void>;
}

/** Ours: the panel as it ships, with messages as the host posts them. */
export async function panelContestant(): Promise<Contestant> {
	const panel = await TestPanel.open();
	let turns = 0;
	return {
		page: panel.page,
		begin: async text => {
			const id = `t${++turns}`;
			await panel.post(
				{ type: 'show', sessionId: id, draft: '' },
				turn({ id }),
				...(text.match(/[^]{1,60000}/gu) ?? []).map(piece => append(piece, id)),
			);
			await quiet(panel.page);
		},
		stream: text =>
			panel.page.evaluate(
				async ({ pieces, turnId }) => {
					for (const piece of pieces) {
						window.postMessage({ type: 'append', turnId, text: piece, reasoning: '' }, '*');
						await new Promise(requestAnimationFrame);
					}
				},
				{ pieces: piecesOf(text), turnId: `t${turns}` },
			),
		close: () => panel.close(),
	};
}

/** The same library as ours, rendering all of the answer anew each frame, as most panels do. */
export async function anewContestant(): Promise<Contestant> {
	const { browser, style } = await sharedParts();
	const page = await browser.newPage({ viewport: { width: 420, height: 720 } });
	await page.setContent(
		`<style>${style}</style><div class="scroll-box" style="height:700px"><div class="markdown"></div></div>`,
	);
	const library = createRequire(import.meta.url).resolve('markdown-it');
	const { build } = await import('esbuild');
	const { outputFiles } = await build({
		stdin: {
			contents: `import MarkdownIt from ${JSON.stringify(library)};
				const md = new MarkdownIt({ html: false });
				const node = document.querySelector('.markdown');
				let shown = '';
				window.show = text => {
					shown += text;
					node.innerHTML = md.render(shown);
					node.parentElement.scrollTop = node.parentElement.scrollHeight;
				};
				window.begin = text => { shown = ''; window.show(text); };`,
			resolveDir: import.meta.dirname,
		},
		bundle: true,
		minify: true,
		write: false,
	});
	await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
	return {
		page,
		begin: text => page.evaluate(whole => Reflect.get(window, 'begin')(whole), text),
		stream: text =>
			page.evaluate(async pieces => {
				for (const piece of pieces) {
					Reflect.get(window, 'show')(piece);
					await new Promise(requestAnimationFrame);
				}
			}, piecesOf(text)),
		close: () => page.close(),
	};
}

function piecesOf(text: string): readonly string[] {
	return text.match(new RegExp(`[^]{1,${pieceSize}}`, 'gu')) ?? [];
}

/** Resolves when a page has shown all that it was given: nothing changes for ten frames. */
export async function quiet(page: Page): Promise<void> {
	await page.evaluate(async () => {
		let still = 0;
		const observer = new MutationObserver(() => {
			still = 0;
		});
		observer.observe(document.body, { subtree: true, childList: true, characterData: true });
		while (still < 30) {
			still++;
			await new Promise(requestAnimationFrame);
		}
		observer.disconnect();
	});
}

/** Reads how much of the processor a page's main thread has used, its memory and its nodes. */
export class PageMeter {
	readonly #session: CDPSession;

	private constructor(session: CDPSession) {
		this.#session = session;
	}

	static async of(page: Page): Promise<PageMeter> {
		const session = await page.context().newCDPSession(page);
		await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
		await session.send('Performance.enable');
		return new PageMeter(session);
	}

	/** Milliseconds of processor time that `act` takes on the main thread: script, layout, paint. */
	async cpu(act: () => Promise<void>): Promise<number> {
		const before = await this.#metric('TaskDuration');
		await act();
		return 1000 * ((await this.#metric('TaskDuration')) - before);
	}

	/** Bytes that scripts hold, and nodes of all documents, after collecting what nobody holds. */
	async held(): Promise<{ readonly heap: number; readonly nodes: number }> {
		await this.#session.send('HeapProfiler.collectGarbage');
		await this.#session.send('HeapProfiler.collectGarbage');
		return { heap: await this.#metric('JSHeapUsedSize'), nodes: await this.#metric('Nodes') };
	}

	async #metric(wanted: string): Promise<number> {
		const { metrics } = await this.#session.send('Performance.getMetrics');
		return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
	}
}
