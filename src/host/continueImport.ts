import * as vscode from 'vscode';
import {
	modelFor,
	readContinueConfig,
	readSecrets,
	type ContinueConfig,
	type ContinueModel,
} from '../core/gateway/continueConfig.ts';
import { resolveEndpoint } from '../core/gateway/endpoint.ts';
import type { Apart } from './apart.ts';
import { keyProblem, type ApiKey } from './apiKey.ts';
import { fields } from './fields.ts';
import { plain, plainLabel } from './plain.ts';
import type { Settings } from './settings.ts';
import { showStatus, showWarning } from './say.ts';

export interface ContinueImportOptions {
	readonly settings: Settings;
	readonly apiKey: ApiKey;
	readonly apart: Apart;
}

/** One thing that can be taken over. */
interface Offer extends vscode.QuickPickItem {
	readonly what: 'model' | 'editModel' | 'key' | 'rules';
	/** Its label without the icon. */
	readonly name: string;
	take(): Promise<void>;
}

const mostBytes = 1024 * 1024;
const fileNames = ['config.yaml', 'config.yml', 'config.json'];

/**
 * Takes models, rules and the key over from Continue, after showing each.
 *
 * @param argument `{uri}` names the file; `{confirm: true}` takes everything without showing it, for
 * automation.
 * @returns What was taken; `undefined` where the user left or nothing could be taken.
 */
export async function importFromContinue(
	options: ContinueImportOptions,
	argument: unknown,
): Promise<readonly string[] | undefined> {
	const { uri: given, confirm } = fields(argument);
	const file =
		typeof given === 'string' ? vscode.Uri.parse(given) : ((await ownFile()) ?? (await ask()));
	if (!file) {
		return undefined;
	}
	const config = await read(file, options.apart);
	const offers = config ? offersOf(config, options) : [];
	if (!config || offers.length === 0) {
		void showWarning(
			vscode.l10n.t(
				'{0} contains no model with an OpenAI-compatible address and no rules. Nothing was imported.',
				plain(file.fsPath),
			),
		);
		return undefined;
	}
	const picked = confirm === true ? offers : await choose(offers, config);
	return picked && (await takeEach(picked));
}

/** One that cannot be taken keeps none of the others. @returns What was taken. */
async function takeEach(offers: readonly Offer[]): Promise<readonly string[]> {
	const taken: string[] = [];
	const failed: string[] = [];
	for (const offer of offers) {
		try {
			await offer.take();
			taken.push(offer.what);
		} catch {
			failed.push(offer.name);
		}
	}
	if (failed.length > 0) {
		void showWarning(
			vscode.l10n.t(
				'Not imported from Continue: {0}. The settings file may have unsaved changes. Everything else was imported.',
				plain(failed.join(', ')),
			),
		);
	} else if (taken.length > 0) {
		showStatus(vscode.l10n.t('Doubao: imported from Continue'), 5_000);
	}
	return taken;
}

async function choose(
	offers: readonly Offer[],
	{ leftOut }: ContinueConfig,
): Promise<readonly Offer[] | undefined> {
	return await vscode.window.showQuickPick(
		offers.map(offer => ({ ...offer, picked: true })),
		{
			canPickMany: true,
			ignoreFocusOut: true,
			title: vscode.l10n.t('Import from Continue'),
			placeHolder:
				leftOut === 0
					? vscode.l10n.t('Enter imports what is checked')
					: vscode.l10n.t('Enter imports what is checked. Other protocols: {0}', leftOut),
		},
	);
}

function offersOf(config: ContinueConfig, options: ContinueImportOptions): readonly Offer[] {
	const t = vscode.l10n.t;
	const { settings, apiKey } = options;
	const chat = modelFor(config.models, 'chat');
	const edit = modelFor(config.models, 'edit');
	const { rules } = config;
	return [
		...(chat ? modelOffers(chat, options) : []),
		...(chat?.apiKey === undefined || keyProblem(chat.apiKey) !== undefined
			? []
			: [
					{
						what: 'key' as const,
						...labels('key', t('API key for {0}', chat.origin)),
						detail: t('Goes into this editor’s secret storage. Continue keeps its copy.'),
						take: () => apiKey.store(chat.origin, chat.apiKey ?? ''),
					},
				]),
		// Another gateway for edits would need a key of its own: only a model of the same one.
		...(chat && edit && edit.origin === chat.origin && edit.model !== chat.model
			? [
					{
						what: 'editModel' as const,
						...labels('edit', t('Model for edits: {0}', edit.model)),
						detail: edit.name,
						take: () => settings.chooseEditModel(edit.model),
					},
				]
			: []),
		...(rules.length > 0
			? [
					{
						what: 'rules' as const,
						...labels('law', t('{0} rules, into your instructions', rules.length)),
						detail: rules.join(' · ').replaceAll(/\s+/g, ' ').slice(0, 200),
						take: () => settings.addInstructions(rules.join('\n\n')),
					},
				]
			: []),
	];
}

/** What an offer is called, and how the list shows that: names of models are foreign. */
function labels(icon: string, name: string): Pick<Offer, 'label' | 'name'> {
	return { name, label: `$(${icon}) ${plainLabel(name)}` };
}

function modelOffers(
	{ name, model, gateway, baseUrl }: ContinueModel,
	{ settings }: ContinueImportOptions,
): readonly Offer[] {
	const preset = resolveEndpoint({ gateway, baseUrl: '', api: 'auto', model });
	const own = preset.ok && preset.value.baseUrl === baseUrl;
	return [
		{
			what: 'model',
			...labels('sparkle', vscode.l10n.t('Gateway and model: {0}', model)),
			detail: `${name} · ${baseUrl}`,
			take: async () => {
				await settings.chooseGateway(gateway, own ? undefined : baseUrl);
				await settings.chooseModel(model);
			},
		},
	];
}

/** Continue's own file in the user's home, the newer format first. */
async function ownFile(): Promise<vscode.Uri | undefined> {
	const environment = fields(environmentOf(Reflect.get(globalThis, 'process')));
	const home = environment['HOME'] ?? environment['USERPROFILE'];
	if (typeof home !== 'string' || home === '') {
		return undefined;
	}
	for (const name of fileNames) {
		const file = vscode.Uri.joinPath(vscode.Uri.file(home), '.continue', name);
		if (await exists(file)) {
			return file;
		}
	}
	return undefined;
}

/** There is none in a browser. */
function environmentOf(host: unknown): unknown {
	return typeof host === 'object' && host !== null && 'env' in host ? host.env : undefined;
}

async function ask(): Promise<vscode.Uri | undefined> {
	const chosen = await vscode.window.showOpenDialog({
		title: vscode.l10n.t('Where is Continue’s config.yaml or config.json?'),
		filters: { Continue: ['yaml', 'yml', 'json'] },
	});
	return chosen?.[0];
}

async function exists(file: vscode.Uri): Promise<boolean> {
	try {
		await vscode.workspace.fs.stat(file);
		return true;
	} catch {
		return false;
	}
}

/** @returns `undefined` for a file that cannot be read or is none of Continue's. */
async function read(file: vscode.Uri, apart: Apart): Promise<ContinueConfig | undefined> {
	try {
		const { size } = await vscode.workspace.fs.stat(file);
		if (size > mostBytes) {
			return undefined;
		}
		const text = await readText(file);
		const secrets = vscode.Uri.joinPath(file, '..', '.env');
		const known = (await exists(secrets)) ? readSecrets(await readText(secrets)) : {};
		return readContinueConfig(await parse(file.path, text, apart), known);
	} catch {
		return undefined;
	}
}

async function readText(file: vscode.Uri): Promise<string> {
	return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

/** Loaded when it is needed, which is once in a user's life. */
async function parse(path: string, text: string, apart: Apart): Promise<unknown> {
	if (path.endsWith('.json')) {
		const jsonc = await import('jsonc-parser');
		return jsonc.parse(text, undefined, { allowTrailingComma: true });
	}
	const yaml = await apart.load('yaml');
	return yaml.load(text);
}
