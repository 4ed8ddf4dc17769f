import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { leftovers } from '../paths.ts';
import { windowAddress } from './address.ts';
import { actions, findMethods, read, type Action, type Query } from './query.ts';
import type { VsCodeServer } from './server.ts';

export interface WindowOptions {
	readonly name: string;
	readonly server: VsCodeServer;
	/** Absolute path of the folder to show. */
	readonly folder: string;
	/** Defaults of settings in this window; what a test sets wins over them. */
	readonly defaults: Readonly<Record<string, unknown>>;
	/** Folder for the window's log. */
	readonly logs: string;
	readonly locale?: string;
}

const ours = 'iframe.webview[src*="doubao-assistant"]';
const view = `${ours}[src*="purpose=webviewView"]`;

/**
 * Where the chat panel's document is: VS Code puts a webview's own page into a second frame. A panel
 * that was closed and opened again has no purpose in its address; a webview of a test never has one.
 */
const panelFrame = `${view}, body:not(:has(${view})) ${ours}`;

/** One VS Code window in a browser, with a profile of its own, and what a person can do in it. */
export class VsCodeWindow {
	readonly name: string;
	readonly folder: string;
	readonly #context: BrowserContext;
	readonly #options: WindowOptions;
	#page: Page;

	private constructor(options: WindowOptions, context: BrowserContext, page: Page) {
		this.name = options.name;
		this.folder = options.folder;
		this.#options = options;
		this.#context = context;
		this.#page = page;
	}

	static async open(browser: Browser, options: WindowOptions): Promise<VsCodeWindow> {
		const context = await browser.newContext({
			viewport: { width: 1280, height: 800 },
			locale: options.locale ?? 'en-US',
			permissions: ['clipboard-read', 'clipboard-write'],
		});
		await injectDefaults(context, options.defaults);
		const window = new VsCodeWindow(options, context, await context.newPage());
		await window.#show();
		return window;
	}

	get page(): Page {
		return this.#page;
	}

	/** Loads the window again, as a person's reload does. */
	async reload(): Promise<void> {
		await this.#page.reload({ waitUntil: 'domcontentloaded' });
	}

	/** Closes the window and opens it again with the same profile, as a person does the next day. */
	async restart(): Promise<void> {
		await this.#page.close({ runBeforeUnload: false });
		this.#page = await this.#context.newPage();
		await this.#show();
	}

	async close(): Promise<void> {
		await this.#context.close();
	}

	/** Finds with playwright's own methods and does with its own actions. */
	async act(query: Query, action: Action, args: readonly unknown[]): Promise<unknown> {
		if (!actions.includes(action)) {
			throw new Error(`Nobody taught the driver to ${action}.`);
		}
		const locator = this.#find(query);
		// oxlint-disable-next-line no-unsafe-type-assertion -- the names are playwright's own
		const act = locator[action] as (this: Locator, ...args: readonly unknown[]) => unknown;
		return await act.apply(locator, args.map(read));
	}

	/** Runs the source text of a function in the page, or on the element that `query` finds. */
	async evaluate(query: Query | undefined, source: string, argument: unknown): Promise<unknown> {
		if (query === undefined) {
			return await this.#page.evaluate(`(${source})(${JSON.stringify(argument) ?? ''})`);
		}
		// On an element, playwright calls functions only; a text it takes for an expression.
		// oxlint-disable-next-line no-implied-eval, no-new-func -- test code that travels as its text
		const look = new Function('element', 'argument', `return (${source})(element, argument);`);
		// oxlint-disable-next-line no-unsafe-type-assertion -- what a test passed
		return await this.#find(query).evaluate(look as (element: unknown) => unknown, argument);
	}

	async press(keys: string): Promise<void> {
		await this.#page.keyboard.press(keys);
	}

	/** Cuts the browser off from everything, also from VS Code’s server, or joins it again. */
	async offline(isOffline: boolean): Promise<void> {
		await this.#context.setOffline(isOffline);
	}

	/** Takes the pointer where nothing shows a hover: a hover swallows the Escape meant for a picker. */
	async restPointer(): Promise<void> {
		await this.#page.mouse.move(150, 17);
	}

	async type(text: string): Promise<void> {
		await this.#page.keyboard.type(text);
	}

	/** Saves a picture of the window, or of what `query` finds; returns its path. */
	async picture(file: string, query?: Query): Promise<string> {
		const path = join(leftovers, 'pictures', file.endsWith('.png') ? file : `${file}.png`);
		await this.pictureAt(path, query);
		return path;
	}

	async pictureAt(path: string, query?: Query): Promise<void> {
		await mkdir(dirname(path), { recursive: true });
		await (query === undefined ? this.#page : this.#find(query)).screenshot({ path });
	}

	/** Settles after the next two frames: what was asked for before is painted then. */
	async painted(): Promise<void> {
		await this.#page.evaluate(
			'new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))',
		);
	}

	#find(query: Query): Locator {
		const root =
			query.root === 'panel'
				? this.#page.frameLocator(panelFrame).frameLocator('iframe#active-frame').locator('html')
				: this.#page.locator('html');
		let found = root;
		for (const { method, args } of query.steps) {
			if (!findMethods.includes(method)) {
				throw new Error(`Nobody taught the driver to find by ${method}.`);
			}
			// oxlint-disable-next-line no-unsafe-type-assertion -- the names are playwright's own
			const find = found[method] as (this: Locator, ...args: readonly unknown[]) => Locator;
			found = find.apply(found, args.map(read));
		}
		return found;
	}

	async #show(): Promise<void> {
		const log = join(this.#options.logs, `${this.name}.log`);
		const write = (line: string): void => {
			void appendFile(log, `${new Date().toISOString()} ${line}\n`).catch(() => undefined);
		};
		this.#page.on('console', message => write(`${message.type()}: ${message.text()}`));
		this.#page.on('pageerror', error => write(`page error: ${error.stack ?? error.message}`));
		this.#page.on('crash', () => write('The page crashed.'));
		await this.#page.goto(windowAddress(this.#options.server.origin, this.folder), {
			waitUntil: 'domcontentloaded',
		});
	}

	/** The frames of every webview, for checks that go beyond roles. */
	get frames(): readonly Frame[] {
		return this.#page.frames();
	}
}

/**
 * Gives the workbench its defaults in the page itself, before its script reads them. Unlike user
 * settings they leave no trace that the extension could see as a choice of the user, and unlike
 * machine settings they do not win over what a test sets.
 */
export async function injectDefaults(
	context: BrowserContext,
	settings: Readonly<Record<string, unknown>>,
): Promise<void> {
	await context.addInitScript((defaults: Readonly<Record<string, unknown>>) => {
		if (window !== window.top) {
			return;
		}
		const observer = new MutationObserver(() => {
			const element = document.querySelector('#vscode-workbench-web-configuration');
			if (element) {
				observer.disconnect();
				const configuration: object = JSON.parse(element.getAttribute('data-settings') ?? '{}');
				const configured = { ...configuration, configurationDefaults: defaults };
				element.setAttribute('data-settings', JSON.stringify(configured));
			}
		});
		observer.observe(document, { childList: true, subtree: true });
	}, settings);
}
