/** Checks that package.json keeps what users and their safety rely on. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../support/paths.ts';
import { commands, menus, mostSettings, settings } from './contract.ts';
import { checkKeys, type Keybinding } from './keys.ts';
import { sourceFiles } from './sources.ts';

interface Setting {
	readonly type?: string | readonly string[];
	readonly default?: unknown;
	readonly order?: number;
	readonly scope?: string;
	readonly enum?: readonly unknown[];
	readonly enumDescriptions?: readonly string[];
	readonly markdownEnumDescriptions?: readonly string[];
}

interface Manifest {
	readonly main?: string;
	readonly l10n?: string;
	readonly activationEvents?: readonly string[];
	readonly enabledApiProposals?: unknown;
	readonly extensionPack?: unknown;
	readonly capabilities: {
		readonly untrustedWorkspaces: {
			readonly supported: unknown;
			readonly restrictedConfigurations?: readonly string[];
		};
	};
	readonly contributes: {
		readonly commands: readonly { readonly command: string; readonly title: string }[];
		readonly keybindings?: readonly Keybinding[];
		readonly menus?: Readonly<Record<string, readonly MenuEntry[]>>;
		readonly configuration: Section | readonly Section[];
	};
}

interface MenuEntry {
	readonly command?: string;
	readonly submenu?: string;
}

interface Section {
	readonly title?: string;
	readonly order?: number;
	readonly properties: Readonly<Record<string, Setting>>;
}

type Words = Readonly<Record<string, unknown>>;

const problems: string[] = [];

function check(holds: boolean, otherwise: string): void {
	if (!holds) {
		problems.push(otherwise);
	}
}

async function text(file: string): Promise<string> {
	return await readFile(join(root, file), 'utf8').catch(() => {
		problems.push(`${file} is missing.`);
		return '';
	});
}

async function main(): Promise<number> {
	const source = await text('package.json');
	const manifest: Manifest = JSON.parse(source);
	checkBasics(manifest);
	await checkCommands(manifest);
	checkMenus(manifest.contributes.menus ?? {});
	checkSettings(sections(manifest));
	checkOrder(manifest);
	checkPlanted();
	checkTrust(manifest);
	await checkWords(source);
	await checkKeys(manifest.contributes.keybindings ?? [], check);
	await checkPackageList(manifest);
	for (const problem of problems) {
		console.error(problem);
	}
	console.log(`Manifest: ${problems.length === 0 ? 'sound' : `${problems.length} problems`}.`);
	return problems.length === 0 ? 0 : 1;
}

function checkBasics(manifest: Manifest): void {
	check(
		Array.isArray(manifest.activationEvents),
		'package.json needs an array activationEvents: vsce wants one beside main.',
	);
	check(
		!manifest.activationEvents?.some(event => event === '*' || event.startsWith('onUri')),
		'The extension must not start with * or onUri.',
	);
	check(manifest.main?.startsWith('./dist/') === true, 'main must lie in dist/.');
	check(manifest.enabledApiProposals === undefined, 'No proposed API may be used.');
	check(manifest.extensionPack === undefined, 'No extension pack.');
}

async function checkCommands({ contributes }: Manifest): Promise<void> {
	const contributed = new Map(contributes.commands.map(one => [one.command, one.title]));
	const sources = (await sourceFiles()).map(({ contents }) => contents).join('\n');
	const registered = new Set(
		[...sources.matchAll(/'(doubao\.\w+)':\s*(?:async\s*)?(?:\(|\w+\s*=>)/g)].map(([, id]) => id),
	);
	for (const id of commands) {
		check(contributed.has(id), `${id} is a command of the contract: package.json must have it.`);
	}
	for (const [id, title] of contributed) {
		check(registered.has(id), `${id} is contributed but nothing in src registers it.`);
		check(/^%[\w.]+%$/.test(title), `The title of ${id} must come from package.nls.json.`);
	}
	const used = [
		...(contributes.keybindings ?? []),
		...Object.values(contributes.menus ?? {}).flat(),
	].flatMap(({ command }) => (command?.startsWith('doubao.') === true ? [command] : []));
	for (const id of new Set(used)) {
		check(contributed.has(id), `A menu or keybinding names ${id}, which is not contributed.`);
	}
	for (const { command, when } of contributes.keybindings ?? []) {
		check(when !== undefined && when !== '', `The keybinding of ${command} needs a "when".`);
	}
}

function checkMenus(contributed: NonNullable<Manifest['contributes']['menus']>): void {
	check(
		contributed['editor/context']?.length === 1 &&
			contributed['editor/context'][0]?.submenu === 'doubao.editorContext',
		'The menu of the editor has one entry of ours, a submenu.',
	);
	for (const [menu, wanted] of Object.entries(menus)) {
		const found = new Set(contributed[menu]?.map(({ command }) => command));
		for (const name of wanted) {
			check(found.has(`doubao.${name}`), `doubao.${name} belongs into the menu ${menu}.`);
		}
	}
}

function sections({ contributes: { configuration } }: Manifest): ReadonlyMap<string, Setting> {
	const all = 'properties' in configuration ? [configuration] : configuration;
	return new Map(all.flatMap(({ properties }) => Object.entries(properties)));
}

/** A name that decides where bytes and keys go, also when the contract does not know it yet. */
const decides = /url|endpoint|host|proxy|header|model|gateway|secret|password|apikey/i;

/**
 * What is wrong with the scope of a setting: a workspace may set only what the contract knows to be
 * harmless, so that a new setting is the user's own until somebody decides otherwise.
 */
function openTo(name: string, { scope }: Setting): string | undefined {
	const agreed = settings[name];
	const isHarmless = agreed !== undefined && agreed.userOnly !== true && !decides.test(name);
	return isHarmless || scope === 'application'
		? undefined
		: `${name} may decide where bytes or keys go, or what they cost: its scope must be ` +
				`application, not ${scope ?? 'the default'}.`;
}

/** The rule about scopes refuses each scope but one, for known and unknown settings alike. */
function checkPlanted(): void {
	const scopes = ['machine', 'machine-overridable', 'window', 'resource', 'language-overridable'];
	for (const name of ['doubao.baseUrl', 'doubao.relay', 'doubao.context.proxy']) {
		for (const planted of [{}, ...scopes.map(scope => ({ scope }))]) {
			check(
				openTo(name, planted) !== undefined,
				`A planted ${name} of the scope ${JSON.stringify(planted)} was not refused.`,
			);
		}
		check(openTo(name, { scope: 'application' }) === undefined, `${name} was refused for nothing.`);
	}
}

function checkSettings(contributed: ReadonlyMap<string, Setting>): void {
	check(contributed.size <= mostSettings, `There are more than ${mostSettings} settings.`);
	for (const name of Object.keys(settings)) {
		check(
			contributed.has(name),
			`${name} is a setting of the contract: package.json must have it.`,
		);
	}
	for (const [name, setting] of contributed) {
		const agreed = settings[name];
		const open = openTo(name, setting);
		check(open === undefined, open ?? '');
		if (agreed) {
			check(
				isDeepStrictEqual(setting.default, agreed.default),
				`The default of ${name} must be ${JSON.stringify(agreed.default)}.`,
			);
		}
		checkType(name, setting);
	}
}

/** The settings editor reads like a page: sections and settings each have a place of their own. */
function checkOrder({ contributes: { configuration } }: Manifest): void {
	const all = 'properties' in configuration ? [configuration] : configuration;
	for (const { title, properties } of all) {
		const orders = Object.values(properties).map(({ order }) => order);
		check(
			!orders.includes(undefined) && new Set(orders).size === orders.length,
			`Each setting of ${title} needs an order of its own.`,
		);
	}
	check(
		new Set(all.map(({ order }) => order)).size === all.length,
		'Each section of settings needs an order of its own.',
	);
}

/** A folder that nobody trusts sets nothing: what it could set is restricted, one by one. */
function checkTrust(manifest: Manifest): void {
	const { supported, restrictedConfigurations = [] } = manifest.capabilities.untrustedWorkspaces;
	check(supported === 'limited', 'untrustedWorkspaces.supported must be "limited".');
	for (const [name, { scope }] of sections(manifest)) {
		check(
			(scope === 'application') !== restrictedConfigurations.includes(name),
			scope === 'application'
				? `${name} cannot be set by a workspace: take it out of restrictedConfigurations.`
				: `A workspace can set ${name}: list it in restrictedConfigurations, under capabilities.`,
		);
	}
}

function checkType(name: string, setting: Setting): void {
	const { type, default: value, enum: choices } = setting;
	const fits = [type ?? []].flat().some(one => {
		switch (one) {
			case 'integer':
				return Number.isInteger(value);
			case 'array':
				return Array.isArray(value);
			case 'null':
				return value === null;
			default:
				return typeof value === one;
		}
	});
	check(fits, `The default of ${name} is not of its type ${String(type)}.`);
	if (choices) {
		check(choices.includes(value), `The default of ${name} is none of its choices.`);
		const told = setting.enumDescriptions ?? setting.markdownEnumDescriptions;
		check(
			told === undefined || told.length === choices.length,
			`${name} needs one description for each choice.`,
		);
	}
}

async function checkWords(source: string): Promise<void> {
	const used = new Set([...source.matchAll(/"%([\w.]+)%"/g)].map(([, name]) => name ?? ''));
	const english: Words = JSON.parse((await text('package.nls.json')) || '{}');
	const chinese: Words = JSON.parse((await text('package.nls.zh-cn.json')) || '{}');
	for (const [file, words] of [
		['package.nls.json', english],
		['package.nls.zh-cn.json', chinese],
	] as const) {
		for (const name of used) {
			check(name in words, `${file} does not say ${name}, which package.json uses.`);
		}
		for (const name of Object.keys(words)) {
			check(used.has(name), `${file} says ${name}, which package.json does not use.`);
		}
	}
}

/** What is packed is listed; whatever is not listed stays out. */
async function checkPackageList({ main: entry }: Manifest): Promise<void> {
	const lines = (await text('.vscodeignore'))
		.split('\n')
		.map(line => line.trim())
		.filter(line => line !== '' && !line.startsWith('#'));
	check(lines[0] === '**', 'The first line of .vscodeignore must be **: it is an allow-list.');
	for (const line of lines.slice(1)) {
		check(line.startsWith('!'), `.vscodeignore is an allow-list, but it says ${line}.`);
		check(
			!/^!(\*\*|src|test|node_modules|out|\.)/.test(line),
			`.vscodeignore lets ${line.slice(1)} into the package.`,
		);
		const path = line.slice(1).replace(/\*.*$/, '');
		check(
			path.startsWith('dist/') || existsSync(join(root, path)),
			`.vscodeignore names ${path}, which does not exist.`,
		);
	}
	check(
		lines.includes(`!${entry?.replace('./', '')}`),
		`.vscodeignore must let ${entry ?? 'main'} into the package.`,
	);
}

process.exitCode = await main();
