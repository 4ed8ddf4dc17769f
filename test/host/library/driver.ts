import * as vscode from 'vscode';
import { write, type Action, type FindMethod, type Query } from '../../support/vscode/query.ts';
import { ask, ownWindow } from './runner.ts';
import { settings } from './settings.ts';

interface RoleOptions {
	readonly name?: string | RegExp;
	readonly exact?: boolean;
	readonly checked?: boolean;
	readonly pressed?: boolean;
	readonly expanded?: boolean;
	readonly disabled?: boolean;
}

interface LocateOptions {
	readonly hasText?: string | RegExp;
}

interface WaitOptions {
	readonly state?: 'attached' | 'detached' | 'visible' | 'hidden';
	/** Milliseconds. */
	readonly timeout?: number;
}

interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/**
 * Something on the screen, found the way playwright's locators find: again at every use. Actions
 * wait until it is there and can be acted on.
 */
export class Target {
	readonly #window: string;
	readonly #query: Query;

	constructor(window: string, query: Query) {
		this.#window = window;
		this.#query = query;
	}

	getByRole(role: string, options: RoleOptions = {}): Target {
		return this.#step('getByRole', role, options);
	}

	getByText(text: string | RegExp, options: { readonly exact?: boolean } = {}): Target {
		return this.#step('getByText', text, options);
	}

	getByLabel(text: string | RegExp, options: { readonly exact?: boolean } = {}): Target {
		return this.#step('getByLabel', text, options);
	}

	/** By CSS selector, for what has no role. */
	locator(selector: string, options: LocateOptions = {}): Target {
		return this.#step('locator', selector, options);
	}

	nth(index: number): Target {
		return this.#step('nth', index);
	}

	first(): Target {
		return this.#step('first');
	}

	last(): Target {
		return this.#step('last');
	}

	async click(
		options: { readonly force?: boolean; readonly button?: 'right' } = {},
	): Promise<void> {
		await this.#act('click', options);
	}

	async hover(): Promise<void> {
		await this.#act('hover');
	}

	async focus(): Promise<void> {
		await this.#act('focus');
	}

	/** Replaces the text of a field. */
	async fill(text: string): Promise<void> {
		await this.#act('fill', text);
	}

	/** Types into it, key by key. */
	async type(text: string): Promise<void> {
		await this.#act('pressSequentially', text);
	}

	async press(keys: string): Promise<void> {
		await this.#act('press', keys);
	}

	async choose(option: string): Promise<void> {
		await this.#act('selectOption', option);
	}

	async waitFor(options: WaitOptions = {}): Promise<void> {
		await this.#act('waitFor', options);
	}

	async count(): Promise<number> {
		return Number(await this.#act('count'));
	}

	async isVisible(): Promise<boolean> {
		return (await this.#act('isVisible')) === true;
	}

	async isEnabled(): Promise<boolean> {
		return (await this.#act('isEnabled')) === true;
	}

	/** Its text as a person reads it. */
	async text(): Promise<string> {
		return String(await this.#act('innerText'));
	}

	/** The texts of all that match. */
	async texts(): Promise<readonly string[]> {
		// oxlint-disable-next-line no-unsafe-type-assertion -- playwright's own result
		return (await this.#act('allInnerTexts')) as readonly string[];
	}

	/** What stands in a field. */
	async value(): Promise<string> {
		return String(await this.#act('inputValue'));
	}

	async attribute(name: string): Promise<string | null> {
		// oxlint-disable-next-line no-unsafe-type-assertion -- playwright's own result
		return (await this.#act('getAttribute', name)) as string | null;
	}

	/** Where it is, in CSS pixels of the window; `null` when it is not shown. */
	async box(): Promise<Box | null> {
		// oxlint-disable-next-line no-unsafe-type-assertion -- playwright's own result
		return (await this.#act('boundingBox')) as Box | null;
	}

	/** Roles, names and states below it, as playwright's YAML. */
	async ariaSnapshot(): Promise<string> {
		return String(await this.#act('ariaSnapshot'));
	}

	/**
	 * Runs a function on the element, inside its document. It travels as its text: it sees its
	 * two parameters and the document's globals, nothing of the test's.
	 */
	async evaluate<Result>(
		look: (element: never, argument: never) => Result,
		argument?: unknown,
	): Promise<Result> {
		// oxlint-disable-next-line no-unsafe-type-assertion -- the function's own result as JSON
		return (await ask('evaluate', this.#window, this.#query, look.toString(), argument)) as Result;
	}

	/** Saves a picture of it as `.cache/pictures/<name>.png`; returns the path. */
	async picture(name: string): Promise<string> {
		return String(await ask('picture', this.#window, name, this.#query));
	}

	#step(method: FindMethod, ...args: readonly unknown[]): Target {
		const step = { method, args: args.map(write) };
		return new Target(this.#window, { ...this.#query, steps: [...this.#query.steps, step] });
	}

	async #act(action: Action, ...args: readonly unknown[]): Promise<unknown> {
		return await ask('act', this.#window, this.#query, action, args.map(write));
	}
}

/**
 * A person in front of the window: keys, clicks, eyes. In a desktop VS Code there is nobody, and a
 * test that needs one is reported as pending.
 */
export class Driver {
	readonly #name: () => string;

	constructor(name: () => string) {
		this.#name = name;
	}

	/** The whole window. */
	get workbench(): Target {
		return new Target(this.#name(), { root: 'workbench', steps: [] });
	}

	/** The document inside the chat panel. */
	get panel(): Target {
		return new Target(this.#name(), { root: 'panel', steps: [] });
	}

	/** Presses keys where the focus is, in playwright's spelling: `Control+Z`, `Alt+KeyI`. */
	async press(...keys: readonly string[]): Promise<void> {
		for (const key of keys) {
			await ask('press', this.#name(), key);
		}
	}

	/** Types where the focus is. */
	async type(typed: string): Promise<void> {
		await ask('type', this.#name(), typed);
	}

	/** Clicks something in the window by its role and name. */
	async click({ role, ...options }: { readonly role: string } & RoleOptions): Promise<void> {
		await this.workbench.getByRole(role, options).first().click();
	}

	/** A lens above a row, by its title. */
	lens(title: string | RegExp): Target {
		return this.workbench.locator('.codelens-decoration a', { hasText: title });
	}

	/** Runs a command as a person does: opens the palette, types, presses Enter. */
	async palette(title: string): Promise<void> {
		await this.press('F1');
		const list = this.workbench.locator('.quick-input-widget');
		await list.getByRole('textbox').first().fill(`>${title}`);
		await list.getByRole('option', { name: title }).first().waitFor();
		await this.press('Enter');
	}

	/** Waits until the window shows this text. */
	async waitForText(shown: string | RegExp): Promise<void> {
		await this.workbench.getByText(shown).first().waitFor();
	}

	/** Settles after the next two frames. */
	async painted(): Promise<void> {
		await ask('painted', this.#name());
	}

	/** Runs a function in the page; it travels as its text and sees only the page's globals. */
	async evaluate<Result>(look: (argument: never) => Result, argument?: unknown): Promise<Result> {
		// oxlint-disable-next-line no-unsafe-type-assertion -- the function's own result as JSON
		return (await ask('evaluate', this.#name(), null, look.toString(), argument)) as Result;
	}

	/** Saves a picture of the window as `.cache/pictures/<name>.png`; returns the path. */
	async picture(name: string): Promise<string> {
		await this.painted();
		return String(await ask('picture', this.#name(), name, null));
	}

	/** Changes the colour theme for the current test, e.g. `Default Light Modern`. */
	async theme(id: string): Promise<void> {
		if (settings.get('workbench.colorTheme') !== id) {
			let changed: vscode.Disposable | undefined;
			const change = new Promise<void>(resolve => {
				changed = vscode.window.onDidChangeActiveColorTheme(() => resolve());
			});
			await settings.set({ 'workbench.colorTheme': id });
			await change;
			changed?.dispose();
		}
		await this.painted();
	}
}

/** The person in front of the window that the tests run in. */
export const driver = new Driver(ownWindow);
