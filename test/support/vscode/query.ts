/** How to find something in a window: plain data, so that it can travel to the browser's driver. */
export interface Query {
	/** `workbench`: the window itself. `panel`: inside the chat panel's webview. */
	readonly root: 'workbench' | 'panel';
	readonly steps: readonly Step[];
}

export interface Step {
	readonly method: FindMethod;
	readonly args: readonly unknown[];
}

/** Playwright's own ways to find something, under their own names. */
export const findMethods = [
	'getByRole',
	'getByText',
	'getByLabel',
	'getByPlaceholder',
	'getByTitle',
	'locator',
	'nth',
	'first',
	'last',
] as const;

export type FindMethod = (typeof findMethods)[number];

/** Playwright's own actions on what was found. */
export const actions = [
	'click',
	'dblclick',
	'hover',
	'focus',
	'fill',
	'press',
	'pressSequentially',
	'check',
	'selectOption',
	'scrollIntoViewIfNeeded',
	'count',
	'isVisible',
	'isEnabled',
	'isChecked',
	'innerText',
	'allInnerTexts',
	'inputValue',
	'getAttribute',
	'boundingBox',
	'waitFor',
	'ariaSnapshot',
] as const;

export type Action = (typeof actions)[number];

/** A regular expression as plain data. */
interface WrittenPattern {
	readonly $pattern: readonly [source: string, flags: string];
}

/** Makes `value` fit for JSON, regular expressions included. */
export function write(value: unknown): unknown {
	if (value instanceof RegExp) {
		return { $pattern: [value.source, value.flags] } satisfies WrittenPattern;
	}
	if (Array.isArray(value)) {
		return value.map(write);
	}
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, write(inner)]));
	}
	return value;
}

/** The value that {@link write} was given. */
export function read(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(read);
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	if (isPattern(value)) {
		return new RegExp(...value.$pattern);
	}
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, read(inner)]));
}

function isPattern(value: object): value is WrittenPattern {
	return '$pattern' in value;
}
