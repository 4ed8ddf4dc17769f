import * as vscode from 'vscode';
import { watchWords, type WatchedWords } from '../support/words.ts';
import { afterTest } from './library/cleanup.ts';

/** Milliseconds that what arrives waits for more. */
const tick = 50;

/** Milliseconds since the epoch, as pages tell them. */
export function clock(): number {
	return performance.timeOrigin + performance.now();
}

/** A panel as most are built: what arrives is collected for a while, and then forwarded. */
export class TickingPanel {
	readonly #panel = vscode.window.createWebviewPanel(
		'doubaoTest.ticking',
		'Ticking',
		{ viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
		{ enableScripts: true },
	);
	readonly #waiting: ((message: unknown) => void)[] = [];

	static async open(): Promise<TickingPanel> {
		const ticking = new TickingPanel();
		afterTest(() => ticking.#panel.dispose());
		ticking.#panel.webview.onDidReceiveMessage(message => ticking.#waiting.shift()?.(message));
		const ready = ticking.#answer();
		ticking.#panel.webview.html = html;
		await ready;
		return ticking;
	}

	/** Empties the panel, and watches for words from now on. */
	async watch(words: readonly string[]): Promise<void> {
		await this.#post({ words });
		await this.seen();
	}

	/** What was painted since. A message there and one back. */
	async seen(): Promise<readonly number[]> {
		const answer = this.#answer();
		await this.#post({});
		// oxlint-disable-next-line no-unsafe-type-assertion -- what the page below posts
		return ((await answer) as WatchedWords).painted;
	}

	/** Shows the answer of a server that is asked with a bare fetch. */
	async stream(address: string): Promise<void> {
		let pending = '';
		let timer: ReturnType<typeof setTimeout> | undefined;
		const forward = (): void => {
			void this.#post({ text: pending });
			pending = '';
			timer = undefined;
		};
		const response = await fetch(address, { method: 'POST', body: '{"model":"m"}' });
		const decoder = new TextDecoder();
		for await (const bytes of response.body ?? []) {
			const text = decoder.decode(bytes, { stream: true });
			pending += [...text.matchAll(/"content":"([^"]*)"/g)].map(([, word]) => word).join('');
			timer ??= pending === '' ? undefined : setTimeout(forward, tick);
		}
	}

	#post(message: object): PromiseLike<boolean> {
		// oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window's
		return this.#panel.webview.postMessage(message);
	}

	#answer(): Promise<unknown> {
		return new Promise(resolve => this.#waiting.push(resolve));
	}
}

const html = `<!DOCTYPE html><html><body><script>
const page = acquireVsCodeApi();
const watchWords = ${watchWords.toString()};
const text = document.createTextNode('');
addEventListener('message', ({ data }) => {
	if (data.words) {
		const article = document.createElement('article');
		text.data = '';
		article.append(text);
		document.body.replaceChildren(article);
		watchWords(article, data.words);
	} else if (data.text) {
		requestAnimationFrame(() => text.appendData(data.text));
	} else {
		page.postMessage(window.doubaoWords);
	}
});
page.postMessage('ready');
</script></body></html>`;
