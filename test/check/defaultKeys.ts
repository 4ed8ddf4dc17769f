/**
 * Writes VS Code's own default keybindings on three systems to test/fixtures/defaultKeys.json, out of
 * the workbench and the built-in extensions of the VS Code that the host tests run in. To be run by
 * hand when that VS Code changes: node test/check/defaultKeys.ts
 *
 * In the workbench's bundle a rule is an object of numbers: `{primary:2087,mac:{primary:…}}`, a key
 * code in the low eight bits and a bit for each modifier above.
 */
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { installVsCode } from '../support/vscode/install.ts';

export const systems = ['windows', 'linux', 'mac'] as const;
export type System = (typeof systems)[number];

/** The keys that do something, in the spelling of {@link normalized}; of chords the first half. */
export type DefaultKeys = Readonly<Record<System, readonly string[]>>;

export const defaultKeysFile = join(root, 'test', 'fixtures', 'defaultKeys.json');

const codes: Readonly<Record<number, string>> = {
	1: 'backspace',
	2: 'tab',
	3: 'enter',
	9: 'escape',
	10: 'space',
	11: 'pageup',
	12: 'pagedown',
	13: 'end',
	14: 'home',
	15: 'left',
	16: 'up',
	17: 'right',
	18: 'down',
	19: 'insert',
	20: 'delete',
	85: ';',
	86: '=',
	87: ',',
	88: '-',
	89: '.',
	90: '/',
	91: '`',
	92: '[',
	93: '\\',
	94: ']',
	95: "'",
};

const shortNames = { windows: 'win', linux: 'linux', mac: 'mac' } as const;

const order = ['ctrl', 'shift', 'alt', 'cmd', 'meta', 'win'];

/** One spelling for each key: modifiers in a fixed order, `win` and `meta` as `cmd` on macOS. */
export function normalized(key: string): string {
	const parts = key.toLowerCase().split('+');
	const last = parts.pop() ?? '';
	const modifiers = parts.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
	return [...modifiers, last].join('+');
}

/** The key of a number in the bundle; of a chord only its first half. */
function keyOf(encoded: number, system: System): string | undefined {
	const code = encoded & 0xff;
	const letter = code >= 31 && code <= 56 ? String.fromCharCode(97 + code - 31) : undefined;
	const digit = code >= 21 && code <= 30 ? String(code - 21) : undefined;
	const functionKey = code >= 59 && code <= 82 ? `f${code - 58}` : undefined;
	const name = codes[code] ?? letter ?? digit ?? functionKey;
	const mac = system === 'mac';
	const modifiers = [
		...((encoded & 2048) !== 0 ? [mac ? 'cmd' : 'ctrl'] : []),
		...((encoded & 1024) !== 0 ? ['shift'] : []),
		...((encoded & 512) !== 0 ? ['alt'] : []),
		...((encoded & 256) !== 0 ? [mac ? 'ctrl' : 'win'] : []),
	];
	return name === undefined ? undefined : normalized([...modifiers, name].join('+'));
}

/** Every object of the bundle that binds keys, as its text. */
function rulesIn(bundle: string): readonly string[] {
	const starts = new Set<number>();
	for (const { index } of bundle.matchAll(/\bprimary:|\b(?:mac|win|linux):\{/g)) {
		const start = opening(bundle, index);
		const nested = /[{,](?:mac|win|linux):$/.test(bundle.slice(start - 7, start));
		starts.add(nested ? opening(bundle, start - 1) : start);
	}
	return [...starts].map(start => bundle.slice(start, closing(bundle, start)));
}

function opening(text: string, from: number): number {
	let depth = 0;
	for (let at = from - 1; at > 0; at--) {
		if (text[at] === '}') {
			depth++;
		} else if (text[at] === '{' && depth-- === 0) {
			return at;
		}
	}
	return 0;
}

function closing(text: string, from: number): number {
	let depth = 0;
	for (let at = from; at < text.length; at++) {
		if (text[at] === '{') {
			depth++;
		} else if (text[at] === '}' && --depth === 0) {
			return at + 1;
		}
	}
	return text.length;
}

/** A value may hang on the browser: then each of its numbers counts. */
function numbersIn(text: string): readonly number[] {
	const primary = /[{,]primary:([^,}]*)/.exec(text)?.[1] ?? '';
	const secondary = /[{,]secondary:\[([^\]]*)\]/.exec(text)?.[1] ?? '';
	return `${primary} ${secondary}`.match(/\b\d+\b/g)?.map(Number) ?? [];
}

function keysOf(rule: string, system: System): readonly string[] {
	const found = new RegExp(`[{,]${shortNames[system]}:(\\{[^{}]*\\})`).exec(rule)?.[1];
	const general = rule.replaceAll(/[{,](?:mac|win|linux):\{[^{}]*\}/g, '');
	return numbersIn(found ?? general).flatMap(number => keyOf(number, system) ?? []);
}

interface Binding {
	readonly key?: string;
	readonly win?: string;
	readonly linux?: string;
	readonly mac?: string;
}

async function extensionBindings(folder: string): Promise<readonly Binding[]> {
	const bindings: Binding[] = [];
	for await (const file of glob('*/package.json', { cwd: folder })) {
		const manifest: { contributes?: { keybindings?: readonly Binding[] | Binding } } = JSON.parse(
			await readFile(join(folder, file), 'utf8'),
		);
		bindings.push(...[manifest.contributes?.keybindings ?? []].flat());
	}
	return bindings;
}

async function main(): Promise<void> {
	const { serverMain } = await installVsCode(console.log);
	const vscode = join(serverMain, '..', '..');
	const workbench = join(vscode, 'out', 'vs', 'code', 'browser', 'workbench', 'workbench.js');
	const rules = rulesIn(await readFile(workbench, 'utf8'));
	const bindings = await extensionBindings(join(vscode, 'extensions'));
	const table = Object.fromEntries(
		systems.map(system => {
			const contributed = bindings.flatMap(
				({ [shortNames[system]]: own, key = own }) => (own ?? key)?.split(' ').slice(0, 1) ?? [],
			);
			const keys = [...rules.flatMap(rule => keysOf(rule, system)), ...contributed.map(normalized)];
			return [system, [...new Set(keys)].toSorted()];
		}),
	);
	await writeFile(defaultKeysFile, `${JSON.stringify(table, undefined, '\t')}\n`);
	console.log(systems.map(system => `${system}: ${table[system]?.length} keys`).join(', '));
}

if (import.meta.main) {
	await main();
}
