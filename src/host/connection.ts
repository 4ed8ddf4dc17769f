import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/disposable.ts';
import { Emitter } from '../core/event.ts';
import { resolveEndpoint } from '../core/gateway/endpoint.ts';
import { gatewayIds, presets, seedModels, type GatewayId } from '../core/gateway/presets.ts';
import type { ApiKey } from './apiKey.ts';
import { problemSentence } from './failedAddress.ts';
import type { Settings } from './settings.ts';
import { showError, showStatus } from './say.ts';

const exampleAddress = 'https://example.com/v1';

/** Which gateway and model are in use, whether there is a key, and the gestures that change them. */
export class Connection implements Disposable {
	readonly #settings: Settings;
	readonly #apiKey: ApiKey;
	readonly #store = new DisposableStore();
	readonly #changed = this.#store.add(new Emitter<void>());

	readonly onDidChange = this.#changed.event;

	constructor(settings: Settings, apiKey: ApiKey) {
		this.#settings = settings;
		this.#apiKey = apiKey;
		this.#store.add(settings.onDidChange(() => this.#changed.fire()));
		this.#store.add(apiKey.onDidChange(() => this.#changed.fire()));
	}

	/** The preset's name; for another address than its own, the address. */
	get gatewayName(): string {
		const { gateway } = this.#settings.gateway();
		const endpoint = this.#endpoint();
		return endpoint && !presets[gateway].baseUrl.startsWith(endpoint.origin)
			? endpoint.origin
			: presets[gateway].name;
	}

	get model(): string {
		return this.#settings.model;
	}

	/** Who answers, as the panel and the status bar say: the demo stands in for no model. */
	get answerer(): string {
		return this.#settings.gateway().gateway === 'demo' ? presets.demo.name : this.model;
	}

	/** Scheme, host and port of the gateway, or `undefined` while the base URL is unusable. */
	get origin(): string | undefined {
		return this.#endpoint()?.origin;
	}

	/** True also where the gateway needs no key. */
	async hasKey(): Promise<boolean> {
		const endpoint = this.#endpoint();
		if (!endpoint) {
			return false;
		}
		const stored = this.#apiKey.has(endpoint.origin);
		if (endpoint.needsKey) {
			return stored;
		}
		// It is read for the request, which tells what is wrong with it.
		stored.catch(() => undefined);
		return true;
	}

	/**
	 * Stores a key for the current gateway, asking for it unless it is given.
	 *
	 * @returns Whether a key is stored now. A key that cannot be one is explained to the user.
	 */
	async setApiKey(given?: string): Promise<boolean> {
		const endpoint = this.#endpoint();
		if (!endpoint) {
			void this.#explainBaseUrl();
			return false;
		}
		if (endpoint.gateway === 'demo') {
			quiet(vscode.l10n.t('Doubao: the demo needs no API key'));
			return true;
		}
		const key = given ?? (await this.#apiKey.ask(endpoint.origin, this.gatewayName));
		if (key === undefined) {
			return false;
		}
		try {
			await this.#apiKey.store(endpoint.origin, key);
			quiet(vscode.l10n.t('Doubao: API key stored for {0}', endpoint.origin));
			return true;
		} catch (error) {
			void showError(
				error instanceof RangeError
					? error.message
					: vscode.l10n.t('The API key could not be stored.'),
			);
			return false;
		}
	}

	async removeApiKey(): Promise<boolean> {
		const { origin } = this;
		if (origin === undefined) {
			return false;
		}
		await this.#apiKey.remove(origin);
		quiet(vscode.l10n.t('Doubao: API key removed for {0}', origin));
		return true;
	}

	/** Chooses a gateway; without an id the user picks one, and is asked for what it still needs. */
	async selectGateway(given?: unknown): Promise<GatewayId | undefined> {
		const known = gatewayIds.find(id => id === given);
		const id = given === undefined ? await this.#pickGateway() : known;
		if (id === undefined) {
			return undefined;
		}
		const baseUrl = id === 'custom' && given === undefined ? await this.askBaseUrl() : undefined;
		if (id === 'custom' && given === undefined && baseUrl === undefined) {
			return undefined;
		}
		await this.#settings.chooseGateway(id, baseUrl);
		if (given === undefined && !(await this.hasKey())) {
			await this.setApiKey();
		}
		return id;
	}

	/** Asks for the address of a custom gateway; `undefined` after Esc. */
	async askBaseUrl(): Promise<string | undefined> {
		const now = this.#settings.gateway();
		const problemOf = (baseUrl: string) => {
			const resolved = resolveEndpoint({ ...now, gateway: 'custom', baseUrl: baseUrl.trim() });
			return resolved.ok ? undefined : problemSentence(resolved.problem);
		};
		const entered = await vscode.window.showInputBox({
			title: vscode.l10n.t('Base URL of the Gateway'),
			prompt: vscode.l10n.t('An OpenAI-compatible address. It usually ends in /v1.'),
			placeHolder: exampleAddress,
			value: now.gateway === 'custom' ? now.baseUrl : '',
			ignoreFocusOut: true,
			validateInput: value => (value.trim() === '' ? undefined : problemOf(value)),
		});
		const baseUrl = entered?.trim() ?? '';
		return baseUrl === '' || problemOf(baseUrl) !== undefined ? undefined : baseUrl;
	}

	/** Chooses the model; without an id the user picks one of the four or types another. */
	async selectModel(given?: string): Promise<string | undefined> {
		const id = given ?? (await this.#pickModel());
		if (id !== undefined && id !== '') {
			await this.#settings.chooseModel(id);
		}
		return id;
	}

	/** A sentence for an address that cannot be used, or `undefined` while it can. */
	baseUrlProblem(): string | undefined {
		const resolved = resolveEndpoint(this.#settings.gateway());
		return resolved.ok ? undefined : problemSentence(resolved.problem);
	}

	dispose(): void {
		this.#store.dispose();
	}

	#endpoint() {
		const resolved = resolveEndpoint(this.#settings.gateway());
		return resolved.ok ? resolved.value : undefined;
	}

	async #explainBaseUrl(): Promise<void> {
		const open = vscode.l10n.t('Check Base URL');
		const chosen = await showError(this.baseUrlProblem() ?? '', open);
		if (chosen === open) {
			await vscode.commands.executeCommand('workbench.action.openSettings', 'doubao.baseUrl');
		}
	}

	async #pickGateway(): Promise<GatewayId | undefined> {
		const current = this.#settings.gateway().gateway;
		const items = gatewayIds.map(id => ({
			id,
			label: presets[id].name,
			description: id === current ? vscode.l10n.t('in use') : '',
			detail: gatewayDetail(id),
		}));
		const picked = await vscode.window.showQuickPick(items, {
			title: vscode.l10n.t('Choose Gateway'),
			placeHolder: vscode.l10n.t('Where your questions and the code you select are sent'),
		});
		return picked?.id;
	}

	async #pickModel(): Promise<string | undefined> {
		const other = vscode.l10n.t('Another model…');
		const gateway = vscode.l10n.t('Another gateway…');
		const picked = await vscode.window.showQuickPick(
			[
				...seedModels.map(label => ({
					label: label as string,
					description: label === this.model ? vscode.l10n.t('in use') : '',
				})),
				{ label: other, description: '' },
				{ label: vscode.l10n.t('Gateway'), kind: vscode.QuickPickItemKind.Separator },
				{ label: gateway, description: this.gatewayName },
			],
			{ title: vscode.l10n.t('Choose Model'), placeHolder: this.model },
		);
		if (picked?.label === gateway) {
			await this.selectGateway();
			return undefined;
		}
		if (picked?.label !== other) {
			return picked?.label;
		}
		const typed = await vscode.window.showInputBox({
			title: vscode.l10n.t('Choose Model'),
			prompt: vscode.l10n.t('Any model that {0} offers, by its id', this.gatewayName),
			value: this.model,
		});
		return typed?.trim();
	}
}

/** A word in the status bar: a toast would cover the composer of the chat for ten seconds. */
function quiet(text: string): void {
	showStatus(text, 5_000);
}

function gatewayDetail(id: GatewayId): string {
	switch (id) {
		case 'custom':
			return vscode.l10n.t('Any OpenAI-compatible address');
		case 'demo':
			return vscode.l10n.t('Canned answers inside the editor: no key, no network');
		case 'ark':
		case 'byteplus':
		case 'cubicspaces':
		case 'starmagic':
			return presets[id].baseUrl;
	}
}
