import * as vscode from 'vscode';
import { Emitter } from '../core/event.ts';
import type { Reasoning } from '../core/gateway/gateway.ts';
import { gatewayIds, type GatewayId } from '../core/gateway/presets.ts';
import { readPrices } from '../core/gateway/price.ts';
import type { GatewaySettings, TimeoutSettings } from '../core/gateway/settings.ts';
import type { ExplainDepth } from '../core/prompt/explain.ts';
import { joinInstructions, type InstructionFile } from '../core/prompt/instructions.ts';
import { fields } from './fields.ts';
import { showWarning } from './say.ts';

/**
 * The settings, typed and checked where they are read: a settings file is edited by hand, so any
 * value may have any shape. A value of the wrong shape counts as not set.
 */
export class Settings implements vscode.Disposable {
	readonly #changed = new Emitter<vscode.ConfigurationChangeEvent>();
	readonly #subscription: vscode.Disposable;
	readonly #projectInstructions: () => readonly InstructionFile[];

	readonly onDidChange = this.#changed.event;

	/** @param projectInstructions Read anew at each request. */
	constructor(projectInstructions: () => readonly InstructionFile[] = () => []) {
		this.#projectInstructions = projectInstructions;
		this.#subscription = vscode.workspace.onDidChangeConfiguration(event => {
			if (event.affectsConfiguration('doubao')) {
				this.#changed.fire(event);
			}
		});
	}

	/** What the gateway client needs, read anew at each request. */
	gateway(): GatewaySettings {
		return {
			gateway: oneOf('gateway', gatewayIds),
			baseUrl: text('baseUrl').trim(),
			api: oneOf('api', ['auto', 'chat-completions', 'responses']),
			model: this.model,
			headers: strings('headers'),
			extraBody: fields(value('extraBody')),
			timeouts: timeouts(),
			maxOutputTokens: number('maxOutputTokens', 0),
			store: value('responses.store') === true,
			prices: readPrices(fields(value('usage.prices'))),
		};
	}

	get model(): string {
		return text('model').trim() || 'doubao-seed-2-0-code';
	}

	get editModel(): string {
		return text('editModel').trim() || this.model;
	}

	reasoning(task: 'chat' | 'edit'): Reasoning {
		return oneOf(`reasoning.${task}`, ['off', 'default', 'low', 'medium', 'high']);
	}

	/** Estimated tokens of surroundings that go along with a selection. */
	get contextTokens(): number {
		return Math.max(1000, number('context.maxTokens', 28_000));
	}

	/** Writes titles; empty where nothing is to be asked for one. */
	get fastModel(): string {
		return text('fastModel').trim();
	}

	/** For every request: the user's own, then those of the project. */
	get instructions(): string {
		return joinInstructions(text('instructions'), this.#projectInstructions());
	}

	/** A language tag, or `auto` for the editor's own language. */
	get replyLanguage(): 'auto' | 'en' | 'zh-cn' {
		return oneOf('language.reply', ['auto', 'en', 'zh-cn']);
	}

	/** Language of new comments in code, or `auto` for that of the comments around. */
	get commentLanguage(): 'auto' | 'en' | 'zh-cn' {
		return oneOf('language.comment', ['auto', 'en', 'zh-cn']);
	}

	/** Language of commit messages, or `auto` for that of the repository. */
	get commitLanguage(): 'auto' | 'en' | 'zh-cn' {
		return oneOf('language.commit', ['auto', 'en', 'zh-cn']);
	}

	get explainLocation(): 'panel' | 'inPlace' {
		return oneOf('explain.location', ['panel', 'inPlace']);
	}

	get explainDepth(): ExplainDepth {
		return oneOf('explain.depth', ['brief', 'normal', 'thorough']);
	}

	/** Whether rows with TODO and its like carry a lens. */
	get todoLenses(): boolean {
		return value('fromComment.codeLens') === true;
	}

	/** Whether the comment that code is generated from becomes its documentation. */
	get intoDocComment(): boolean {
		return value('fromComment.intoDocComment') === true;
	}

	get sendKey(): 'enter' | 'ctrlEnter' {
		return oneOf('chat.sendKey', ['enter', 'ctrlEnter']);
	}

	get showUsage(): boolean {
		return value('usage.show') !== false;
	}

	/** Yuan that a session may cost before the user is asked; 0 for no cap. */
	get sessionCap(): number {
		return number('usage.sessionCap', 0);
	}

	get codeActions(): boolean {
		return value('codeActions.enabled') !== false;
	}

	/** Whether VS Code's own chat and other extensions are offered the models. */
	get nativeChat(): boolean {
		return value('nativeChat.enabled') !== false;
	}

	get chatView(): 'doubao.chat' | 'doubao.chatInActivityBar' {
		return oneOf('chat.location', ['secondarySidebar', 'activityBar']) === 'activityBar'
			? 'doubao.chatInActivityBar'
			: 'doubao.chat';
	}

	/** Chooses a gateway for all windows. A base URL that belonged to another one is cleared. */
	async chooseGateway(id: GatewayId, baseUrl?: string): Promise<void> {
		const settings = vscode.workspace.getConfiguration('doubao');
		await settings.update('baseUrl', baseUrl, vscode.ConfigurationTarget.Global);
		await settings.update('gateway', id, vscode.ConfigurationTarget.Global);
	}

	async chooseModel(id: string): Promise<void> {
		await vscode.workspace
			.getConfiguration('doubao')
			.update('model', id, vscode.ConfigurationTarget.Global);
	}

	/** Off, or as much as the model thinks by itself. Never rejects. */
	async chooseThinking(on: boolean): Promise<void> {
		try {
			await vscode.workspace
				.getConfiguration('doubao')
				.update('reasoning.chat', on ? 'default' : 'off', vscode.ConfigurationTarget.Global);
		} catch {
			// VS Code refuses while the settings file is open with unsaved changes.
			void showWarning(vscode.l10n.t('The settings could not be saved.'));
		}
	}

	/** Chooses how much the model thinks, where it is set now: a workspace's own value would win. */
	async chooseReasoning(task: 'chat' | 'edit', level: Reasoning): Promise<void> {
		const settings = vscode.workspace.getConfiguration('doubao');
		const key = `reasoning.${task}`;
		const own = settings.inspect(key)?.workspaceValue !== undefined;
		const target = own ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
		await settings.update(key, level, target);
	}

	async chooseEditModel(id: string): Promise<void> {
		await vscode.workspace
			.getConfiguration('doubao')
			.update('editModel', id, vscode.ConfigurationTarget.Global);
	}

	/** Puts a text behind the user's own instructions, unless it is among them. */
	async addInstructions(added: string): Promise<void> {
		const { instructions } = this;
		if (!instructions.includes(added)) {
			const all = instructions === '' ? added : `${instructions}\n\n${added}`;
			await vscode.workspace
				.getConfiguration('doubao')
				.update('instructions', all, vscode.ConfigurationTarget.Global);
		}
	}

	/** Gives Ctrl+I (Cmd+I) to Doubao, also where VS Code's own inline chat has it. */
	async takeInlineChatKey(): Promise<void> {
		await vscode.workspace
			.getConfiguration('doubao')
			.update('keys.overrideInlineChat', true, vscode.ConfigurationTarget.Global);
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#changed.dispose();
	}
}

function value(key: string): unknown {
	return vscode.workspace.getConfiguration('doubao').get(key);
}

function text(key: string): string {
	const found = value(key);
	return typeof found === 'string' ? found : '';
}

function number(key: string, otherwise: number): number {
	const found = value(key);
	return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? found : otherwise;
}

/** The default stands in for anything that is not allowed. */
function oneOf<T extends string>(key: string, allowed: readonly [T, ...T[]] | readonly T[]): T {
	const found = value(key);
	const otherwise = vscode.workspace.getConfiguration('doubao').inspect(key)?.defaultValue;
	const known =
		allowed.find(option => option === found) ??
		allowed.find(option => option === otherwise) ??
		allowed[0];
	if (known === undefined) {
		throw new RangeError(`doubao.${key} allows nothing`);
	}
	return known;
}

function strings(key: string): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(fields(value(key))).filter(
			(entry): entry is [string, string] => typeof entry[1] === 'string',
		),
	);
}

function timeouts(): TimeoutSettings {
	const given = fields(value('timeouts'));
	const seconds = (name: string) => {
		const found = given[name];
		return typeof found === 'number' && found > 0 ? { [name]: found } : {};
	};
	return {
		...seconds('headers'),
		...seconds('firstToken'),
		...seconds('idle'),
		...seconds('total'),
	};
}
