import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build, type Plugin, type PluginBuild } from 'esbuild';
import type { Browser, Locator, Page } from 'playwright-core';
import type { FromWebview, ToWebview } from '../../src/core/chat/protocol.ts';
import { Unpacker } from '../../src/core/chat/parcels.ts';
import type { ChatStrings } from '../../src/core/chat/strings.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import { themes, type Theme } from './themes.ts';

const root = resolve(import.meta.dirname, '../..');
const origin = 'https://panel.test';

/** Where the tests put pictures to be looked at. */
export const pictures = resolve(root, '.cache/pictures');

interface HostParts {
	readonly chatStrings: () => ChatStrings;
	readonly panelHtml: (options: Readonly<Record<string, string>>) => string;
	readonly newNonce: () => string;
}

interface Parts {
	readonly script: string;
	readonly highlight: string;
	readonly style: string;
	readonly host: HostParts;
	readonly browser: Browser;
}

/** `vscode.l10n.t` is all that the two host modules use of VS Code. */
const stubOfVsCode: Plugin = {
	name: 'stub-of-vscode',
	setup: (builder: PluginBuild) => {
		builder.onResolve({ filter: /^vscode$/ }, ({ path }) => ({ path, namespace: 'stub' }));
		builder.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({
			contents: 'export const l10n = { t: text => text };',
		}));
	},
};

async function bundle(contents: string): Promise<string> {
	const { outputFiles } = await build({
		stdin: { contents, resolveDir: root, loader: 'ts' },
		bundle: true,
		minify: true,
		format: 'esm',
		target: 'chrome138',
		write: false,
		plugins: [stubOfVsCode],
	});
	return outputFiles[0]?.text ?? '';
}

async function makeParts(): Promise<Parts> {
	const [script, highlight, style, hostSource, browser] = await Promise.all([
		bundle(`import './src/webview/main.ts';`),
		bundle(`export * from './src/webview/highlight.ts';`),
		readFile(resolve(root, 'media/chat.css'), 'utf8'),
		bundle(
			`export { chatStrings } from './src/host/chat/chatStrings.ts';
			export { newNonce, panelHtml } from './src/host/chat/panelHtml.ts';`,
		),
		launchBrowser(console.log),
	]);
	const encoded = Buffer.from(hostSource).toString('base64');
	const host: HostParts = await import(`data:text/javascript;base64,${encoded}`);
	return { script, highlight, style, host, browser };
}

let parts: Promise<Parts> | undefined;

/** What the webview tests share: one browser, one bundle. */
export function sharedParts(): Promise<Parts> {
	parts ??= makeParts();
	return parts;
}

export async function closeBrowser(): Promise<void> {
	await (await parts)?.browser.close();
	parts = undefined;
}

export interface PanelOptions {
	readonly theme?: Theme;
	readonly width?: number;
	readonly height?: number;
	readonly language?: string;
	readonly strings?: Partial<ChatStrings>;
	/** Another language for the words of the panel. */
	readonly translate?: (english: string) => string;
	/** Leave the page without its first messages, as a host does that is slow. */
	readonly silent?: boolean;
}

/** The panel in a page of its own, with the policy of the real one. */
export class TestPanel {
	readonly page: Page;
	/** Addresses that the page asked for beside its own three files. */
	readonly requests: string[] = [];
	readonly errors: string[] = [];
	/** What the panel says for an English word. */
	readonly word: (english: string) => string;

	private constructor(page: Page, word: (english: string) => string) {
		this.page = page;
		this.word = word;
	}

	static async open(options: PanelOptions = {}): Promise<TestPanel> {
		const { script, highlight, style, host, browser } = await sharedParts();
		const page = await browser.newPage({
			viewport: { width: options.width ?? 420, height: options.height ?? 720 },
		});
		const { translate = (english: string) => english } = options;
		const panel = new TestPanel(page, translate);
		const html = host.panelHtml({
			nonce: host.newNonce(),
			cspSource: origin,
			scriptUri: `${origin}/chat.js`,
			styleUri: `${origin}/chat.css`,
			language: options.language ?? 'en',
		});
		await page.route('**/*', async route => {
			const url = route.request().url();
			const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
				[`${origin}/`]: ['text/html', html],
				[`${origin}/chat.js`]: ['text/javascript', script],
				[`${origin}/highlight.js`]: ['text/javascript', highlight],
				[`${origin}/chat.css`]: ['text/css', style],
			};
			const [contentType, body] = files[url] ?? [];
			if (contentType === undefined || body === undefined) {
				panel.requests.push(url);
				await route.abort();
			} else {
				await route.fulfill({ contentType: `${contentType}; charset=utf-8`, body });
			}
		});
		page.on('pageerror', error => panel.errors.push(String(error)));
		page.on('console', message => {
			if (message.type() === 'error') {
				panel.errors.push(message.text());
			}
		});
		await page.addInitScript(fakeVsCode);
		await page.goto(`${origin}/`);
		await panel.paint(options.theme ?? themes[0]);
		if (options.silent !== true) {
			await panel.greet(options);
		}
		return panel;
	}

	/** What the host says to a new page. */
	async greet(
		{ strings }: Pick<PanelOptions, 'strings'> = {},
		sessionId = 's1',
		draft = '',
	): Promise<void> {
		const { host } = await sharedParts();
		const words = Object.fromEntries(
			Object.entries(host.chatStrings()).map(([key, text]) => [key, this.word(text)]),
		);
		await this.post({ type: 'init', strings: { ...host.chatStrings(), ...words, ...strings } });
		await this.post({
			type: 'settings',
			settings: { sendKey: 'enter', showUsage: true, thinking: true },
		});
		await this.post({ type: 'connection', gatewayName: 'Demo', model: 'doubao-seed-2-0-code' });
		await this.post({ type: 'show', sessionId, draft });
		await this.post({ type: 'firstRun', gateways: null, selected: '' });
	}

	/** Puts a theme's variables where VS Code puts them. */
	async paint(theme: Theme | undefined): Promise<void> {
		await this.page.evaluate(
			({ classes, variables }) => {
				for (const [name, value] of Object.entries(variables)) {
					document.documentElement.style.setProperty(name, value);
				}
				document.body.className = classes;
				// The side bar around the panel; the panel itself is transparent.
				document.documentElement.style.backgroundColor = 'var(--vscode-sideBar-background)';
			},
			{ classes: theme?.classes ?? '', variables: theme?.variables ?? {} },
		);
	}

	/** Posts as the host does. */
	async post(...messages: readonly ToWebview[]): Promise<void> {
		await this.postRaw(...messages);
	}

	/** Posts whatever it is. */
	async postRaw(...messages: readonly object[]): Promise<void> {
		await this.page.evaluate(all => {
			for (const message of all) {
				window.postMessage(message, '*');
			}
		}, messages);
		await this.settle();
	}

	/** Posts each message in a frame of its own, as an answer arrives. */
	async stream(...messages: readonly ToWebview[]): Promise<void> {
		await this.page.evaluate(async all => {
			for (const message of all) {
				window.postMessage(message, '*');
				await new Promise(requestAnimationFrame);
			}
		}, messages);
		await this.settle();
	}

	/** What was posted has been handled, and two frames later laid out and painted. */
	async settle(): Promise<void> {
		await this.page.evaluate(
			() =>
				new Promise<void>(done => {
					// Messages keep their order, so that all before the mark have been heard.
					window.addEventListener('message', function heard({ data }) {
						if (data === 'mark') {
							window.removeEventListener('message', heard);
							requestAnimationFrame(() => requestAnimationFrame(() => done()));
						}
					});
					window.postMessage('mark', '*');
				}),
		);
	}

	/** What the panel posted since the page was made. */
	async posted(): Promise<readonly FromWebview[]> {
		const unpacker = new Unpacker();
		// oxlint-disable-next-line no-unsafe-type-assertion -- what the panel's own code posts
		return (await this.postedRaw())
			.map(message => unpacker.take(message))
			.filter(message => message !== undefined) as FromWebview[];
	}

	/** The same, not taken for anything. */
	async postedRaw(): Promise<readonly object[]> {
		return this.page.evaluate((): object[] => Reflect.get(window, 'posted'));
	}

	async postedOf(type: FromWebview['type']): Promise<readonly FromWebview[]> {
		return (await this.posted()).filter(message => message.type === type);
	}

	get composer(): Locator {
		return this.page.getByRole('textbox', { name: this.word('Message'), exact: true });
	}

	button(name: string): Locator {
		return this.page.getByRole('button', { name: this.word(name), exact: true });
	}

	get status(): Promise<string> {
		return this.page.getByRole('status').innerText();
	}

	async close(): Promise<void> {
		await this.page.close();
	}
}

/**
 * Opens a panel before each test of a suite, and looks afterwards that nothing went wrong in it and
 * that it asked nobody for anything.
 *
 * @param take Gets each new panel.
 */
export function eachPanel(take: (panel: TestPanel) => Promise<void> | void): void {
	let opened: TestPanel | undefined;
	beforeEach(async () => {
		opened = await TestPanel.open();
		await take(opened);
	});
	afterEach(async () => {
		assert.deepEqual(opened?.errors, []);
		assert.deepEqual(opened?.requests, []);
		await opened?.close();
	});
	after(closeBrowser);
}

/** What VS Code gives to a webview; a page that is made anew finds what was kept. Runs in the page. */
function fakeVsCode(): void {
	const posted: unknown[] = [];
	Object.assign(window, {
		posted,
		acquireVsCodeApi: () => ({
			postMessage: (message: unknown) => posted.push(structuredClone(message)),
			getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
			setState: (next: unknown) => sessionStorage.setItem('state', JSON.stringify(next)),
		}),
	});
}
