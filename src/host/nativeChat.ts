import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/disposable.ts';
import { Emitter } from '../core/event.ts';
import type { AnswerEnd, Gateway, ToolCall } from '../core/gateway/gateway.ts';
import { parseJson } from '../core/gateway/json.ts';
import { takesPictures } from '../core/gateway/pictures.ts';
import { seedModels, type GatewayId } from '../core/gateway/presets.ts';
import { estimateTokens } from '../core/prompt/tokens.ts';
import { modelName } from '../core/gateway/modelName.ts';
import type { Connection } from './connection.ts';
import { explainFailure } from './failure.ts';
import { fields } from './fields.ts';
import { messagesOf, textOfMessage, thinkingPart, toolsOf } from './nativeMessages.ts';
import { pausedSentence, type Pause } from './pause.ts';
import type { Settings } from './settings.ts';
import { thinkingLevels } from './thinkingLevels.ts';

export interface NativeChatOptions {
	readonly gateway: Gateway;
	readonly connection: Connection;
	readonly settings: Settings;
	readonly pause: Pause;
}

/** Tokens. Ark's own figures for Seed 2.0 (September 2026): 224 k in, and 64 k out are safe. */
const maxInputTokens = 224_000;
const maxOutputTokens = 65_536;

/**
 * Offers the four models to VS Code's own chat, its agents and other extensions. They ask through
 * the same gateway with the same key as everything else here; without a key there are no models.
 */
export class NativeChat implements vscode.LanguageModelChatProvider, Disposable {
	readonly #options: NativeChatOptions;
	readonly #store = new DisposableStore();
	readonly #changed = this.#store.add(new Emitter<void>());

	readonly onDidChangeLanguageModelChatInformation: vscode.Event<void> = listener =>
		this.#changed.event(listener);

	constructor(options: NativeChatOptions) {
		this.#options = options;
		this.#store.add(options.connection.onDidChange(() => this.#changed.fire()));
	}

	/** Nothing else happens on the way to activation. */
	register(): this {
		this.#store.add(vscode.lm.registerLanguageModelChatProvider('doubao', this));
		return this;
	}

	async provideLanguageModelChatInformation({
		silent,
	}: vscode.PrepareLanguageModelChatModelOptions): Promise<vscode.LanguageModelChatInformation[]> {
		const { connection, settings } = this.#options;
		if (!settings.nativeChat) {
			return [];
		}
		const connected = (await connection.hasKey()) || (!silent && (await connection.setApiKey()));
		const { gateway } = settings.gateway();
		return connected
			? seedModels.map(id => modelInformation(id, gateway, connection.gatewayName))
			: [];
	}

	/** @throws {Error} With a sentence for the user, which VS Code shows. */
	async provideLanguageModelChatResponse(
		{ id }: vscode.LanguageModelChatInformation,
		messages: readonly vscode.LanguageModelChatRequestMessage[],
		options: vscode.ProvideLanguageModelChatResponseOptions,
		progress: vscode.Progress<vscode.LanguageModelResponsePart>,
		token: vscode.CancellationToken,
	): Promise<void> {
		const { gateway, pause, settings } = this.#options;
		const abort = new AbortController();
		const cancelling = token.onCancellationRequested(() => abort.abort());
		const tools = toolsOf(options.tools);
		const events = gateway.stream(
			{
				messages: messagesOf(messages),
				model: id,
				reasoning: chosenLevel(options) ?? settings.reasoning('chat'),
				...(tools.length > 0 && {
					tools,
					toolRequired: options.toolMode === vscode.LanguageModelChatToolMode.Required,
				}),
			},
			abort.signal,
		);
		try {
			for await (const event of events) {
				if (event.type === 'text') {
					progress.report(new vscode.LanguageModelTextPart(event.text));
				} else if (event.type === 'reasoning') {
					reportThinking(event.text, progress);
				} else if (event.type === 'end') {
					if (pause.paused && event.end.outcome === 'aborted' && !token.isCancellationRequested) {
						throw new Error(pausedSentence());
					}
					conclude(event.end, progress);
				}
			}
		} finally {
			cancelling.dispose();
		}
	}

	/**
	 * An estimate: the models' tokenizer is not public.
	 *
	 * @throws {Error} While the window is paused: what asks for it is about to ask a question.
	 */
	async provideTokenCount(
		_model: vscode.LanguageModelChatInformation,
		text: string | vscode.LanguageModelChatRequestMessage,
	): Promise<number> {
		if (this.#options.pause.paused) {
			throw new Error(pausedSentence());
		}
		return estimateTokens(typeof text === 'string' ? text : textOfMessage(text));
	}

	dispose(): void {
		this.#store.dispose();
	}
}

/** What VS Code 1.139 reads beyond its declared types: the model may be picked, and how it thinks. */
interface ExtendedInformation extends vscode.LanguageModelChatInformation {
	readonly isUserSelectable: boolean;
	readonly configurationSchema: object;
}

function modelInformation(
	id: string,
	gateway: GatewayId,
	gatewayName: string,
): ExtendedInformation {
	const levels = thinkingLevels();
	// Canned answers call no tools and look at nothing.
	const isReal = gateway !== 'demo';
	return {
		id,
		name: `Doubao ${modelName(id)}`,
		family: 'doubao-seed-2-0',
		version: '2.0',
		detail: gatewayName,
		maxInputTokens,
		maxOutputTokens,
		capabilities: { imageInput: takesPictures({ gateway, model: id }), toolCalling: isReal },
		isUserSelectable: true,
		configurationSchema: {
			properties: {
				reasoningEffort: {
					type: 'string',
					title: vscode.l10n.t('Thinking'),
					enum: levels.map(({ id: level }) => level),
					enumItemLabels: levels.map(({ label }) => label),
					default: 'default',
				},
			},
		},
	};
}

/** The level that the user picked beside the model, in a VS Code that offers that. */
function chosenLevel(options: vscode.ProvideLanguageModelChatResponseOptions) {
	const chosen = fields(fields(options)['modelConfiguration'])['reasoningEffort'];
	return thinkingLevels().find(({ id }) => id === chosen)?.id;
}

function reportThinking(
	text: string,
	progress: vscode.Progress<vscode.LanguageModelResponsePart>,
): void {
	const part = thinkingPart(text);
	if (part) {
		// oxlint-disable-next-line no-unsafe-type-assertion -- VS Code forwards it, undeclared
		progress.report(part as vscode.LanguageModelResponsePart);
	}
}

function conclude(
	{ outcome, failure, toolCalls }: AnswerEnd,
	progress: vscode.Progress<vscode.LanguageModelResponsePart>,
): void {
	if (failure) {
		throw new Error(explainFailure(failure).text);
	}
	if (outcome === 'aborted') {
		throw new vscode.CancellationError();
	}
	for (const call of toolCalls) {
		progress.report(new vscode.LanguageModelToolCallPart(call.id, call.name, inputOf(call)));
	}
}

/** @throws {Error} The model wrote no JSON: calling the tool with something else would be a guess. */
function inputOf({ name, arguments: text }: ToolCall): object {
	const input: unknown = text.trim() === '' ? {} : parseJson(text);
	if (typeof input !== 'object' || input === null) {
		throw new Error(
			vscode.l10n.t('The model called the tool {0} in a way that cannot be read. Ask again.', name),
		);
	}
	return input;
}
