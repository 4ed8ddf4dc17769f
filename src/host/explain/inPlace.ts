import * as vscode from 'vscode';
import { askResult, unsent, type AnsweredQuestion, type AskResult } from '../../core/chat/turn.ts';
import type { parseMarkdown as ParseMarkdown } from '../../core/chat/markdown.ts';
import { safeMarkdown } from '../../core/chat/safeMarkdown.ts';
import type { AnswerEnd, Gateway, Message } from '../../core/gateway/gateway.ts';
import type { Apart } from '../apart.ts';
import type { PromptSecrets } from '../context/promptSecrets.ts';
import type { EditMessages } from '../edit/messages.ts';
import { explainFailure } from '../failure.ts';
import { shownPath } from '../edit/sourceFile.ts';
import type { Settings } from '../settings.ts';

/** The answer is drawn anew at most so often, in milliseconds: a zone that grows moves the code. */
const pace = 100;

export interface InPlaceOptions {
	readonly gateway: Gateway;
	readonly settings: Settings;
	readonly secrets: PromptSecrets;
	readonly messages: EditMessages;
	readonly apart: Apart;
}

/** What is asked, and where the answer is shown. */
export interface InPlaceQuestion {
	readonly document: vscode.TextDocument;
	/** The row, 0-based, that the answer opens under. */
	readonly row: number;
	readonly messages: readonly Message[];
	/** The question as the transcript of a chat shows it. */
	readonly shown: string;
	readonly maxOutputTokens?: number;
}

/**
 * Shows an answer in the editor, in a zone of its own under the code. It is a comment thread, the
 * only zone that an extension can open; the document is not touched. One is open at a time.
 */
export class InPlace implements vscode.Disposable {
	readonly #options: InPlaceOptions;
	readonly #closing: vscode.Disposable;
	#controller: vscode.CommentController | undefined;
	#thread: vscode.CommentThread | undefined;
	#abort: AbortController | undefined;
	#explained: AnsweredQuestion | undefined;

	constructor(options: InPlaceOptions) {
		this.#options = options;
		this.#closing = vscode.window.tabGroups.onDidChangeTabs(() => {
			const open = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
			const uri = this.#thread?.uri.toString();
			const isShown = open.some(
				({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri,
			);
			if (uri !== undefined && !isShown) {
				this.close();
			}
		});
	}

	/** Whether zones are shown at all: the user may have switched them off. */
	static get isPossible(): boolean {
		return vscode.workspace.getConfiguration('comments').get('visible') !== false;
	}

	get streaming(): boolean {
		return this.#abort !== undefined;
	}

	/** Whether the explanation stands in this document. */
	isIn(uri: vscode.Uri): boolean {
		return this.#thread?.uri.toString() === uri.toString();
	}

	/**
	 * Asks, and shows the answer while it arrives. Resolves when it has ended.
	 *
	 * @throws Only where the installation is damaged; then nothing was asked.
	 */
	async ask(asked: InPlaceQuestion): Promise<AskResult> {
		const { secrets } = this.#options;
		const about = { label: shownPath(asked.document.uri) };
		const prompt = await secrets.masked(asked, about, { mayAsk: true });
		if ('reason' in prompt) {
			return unsent('refused');
		}
		const question = { ...asked, messages: prompt.messages };
		// Activation must not wait for the Markdown parser. Where it is missing, nothing has begun yet.
		const { parseMarkdown } = await this.#options.apart.load('markdown');
		this.close();
		const abort = new AbortController();
		this.#abort = abort;
		const thread = this.#open(question);
		this.#set('streaming', true);
		const view = new ThreadView(thread, parseMarkdown);
		const end = await this.#stream(question, view, abort.signal);
		view.finish(end);
		if (end?.failure && end.outcome !== 'aborted') {
			// A comment has no button of its own that a model could not draw, too.
			this.#options.messages.failed(end.failure, '', {
				again: () => this.ask(asked),
				trims: false,
			});
		}
		const explained = explainedOf(question, end, this.#options.settings.model);
		if (this.#thread === thread) {
			this.#explained = explained;
		}
		if (this.#abort === abort) {
			this.#abort = undefined;
			this.#set('streaming', false);
		}
		return explained ? askResult(explained, explained.settled) : unsent('aborted');
	}

	/** Ends the answer; what came stays. */
	stop(): boolean {
		this.#abort?.abort();
		return this.#abort !== undefined;
	}

	/** Takes the zone away, and ends an answer that still arrives. */
	close(): boolean {
		this.stop();
		const thread = this.#thread;
		this.#thread = undefined;
		this.#explained = undefined;
		thread?.dispose();
		if (thread) {
			this.#set('open', false);
		}
		return thread !== undefined;
	}

	/** Gives the answer away and closes; `undefined` while there is none. */
	take(): AnsweredQuestion | undefined {
		const explained = this.#explained;
		if (explained) {
			this.close();
		}
		return explained;
	}

	dispose(): void {
		this.close();
		this.#closing.dispose();
		this.#controller?.dispose();
	}

	#open({ document, row, shown }: InPlaceQuestion): vscode.CommentThread {
		this.#controller ??= vscode.comments.createCommentController('doubao.explain', 'Doubao');
		const at = new vscode.Range(row, 0, row, 0);
		const thread = this.#controller.createCommentThread(document.uri, at, []);
		thread.canReply = false;
		thread.label = shown.replaceAll('`', '');
		thread.contextValue = 'doubaoExplanation';
		// An unresolved thread opens the Comments panel; this one asks nobody for anything.
		thread.state = vscode.CommentThreadState.Resolved;
		thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
		this.#thread = thread;
		this.#set('open', true);
		return thread;
	}

	async #stream(
		{ messages, maxOutputTokens }: InPlaceQuestion,
		view: ThreadView,
		signal: AbortSignal,
	): Promise<AnswerEnd | undefined> {
		const { gateway, settings } = this.#options;
		const request = {
			messages,
			model: settings.model,
			reasoning: settings.reasoning('chat'),
			...(maxOutputTokens !== undefined && { maxOutputTokens }),
		};
		for await (const event of gateway.stream(request, signal)) {
			if (event.type === 'text') {
				view.append(event.text);
			} else if (event.type === 'end') {
				return event.end;
			}
		}
		return undefined;
	}

	#set(key: 'open' | 'streaming', value: boolean): void {
		void vscode.commands.executeCommand('setContext', `doubao.inPlace.${key}`, value);
	}
}

/** The one comment of a thread, which grows. */
class ThreadView {
	readonly #thread: vscode.CommentThread;
	readonly #parse: typeof ParseMarkdown;
	#text = '';
	#note = vscode.l10n.t('Thinking…');
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(thread: vscode.CommentThread, parse: typeof ParseMarkdown) {
		this.#thread = thread;
		this.#parse = parse;
		this.#show();
	}

	append(text: string): void {
		this.#text += text;
		this.#note = '';
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			this.#show();
		}, pace);
	}

	finish(end: AnswerEnd | undefined): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#text = end?.text ?? this.#text;
		this.#note =
			end?.outcome === 'aborted' || end === undefined
				? vscode.l10n.t('Stopped.')
				: end.failure
					? explainFailure(end.failure).text
					: '';
		this.#show();
	}

	#show(): void {
		const body = new vscode.MarkdownString(safeMarkdown(this.#parse(this.#text), placeAddress));
		if (this.#note !== '') {
			body.appendText(this.#text === '' ? this.#note : `\n\n${this.#note}`);
		}
		body.isTrusted = { enabledCommands: ['doubao.openPlace'] };
		try {
			this.#thread.comments = [
				{ author: { name: 'Doubao' }, body, mode: vscode.CommentMode.Preview },
			];
		} catch {
			// The zone was closed meanwhile.
		}
	}
}

const placeAddress = (place: object): string =>
	`command:doubao.openPlace?${encodeURIComponent(JSON.stringify({ ...place, mayAsk: true })).replaceAll(/[()]/g, sign => (sign === '(' ? '%28' : '%29'))}`;

function explainedOf(
	{ messages, shown }: InPlaceQuestion,
	end: AnswerEnd | undefined,
	askedModel: string,
): AnsweredQuestion | undefined {
	if (end === undefined) {
		return undefined;
	}
	const text = messages
		.filter(({ role }) => role === 'user')
		.map(({ content }) => content)
		.join('\n\n');
	const { outcome, failure, usage, model, duration, firstTextAfter, cost } = end;
	return {
		question: { text, shown, context: [], task: 'explain' },
		askedModel,
		answer: end.text,
		reasoning: end.reasoning,
		settled: {
			outcome,
			duration,
			...(failure && { failure }),
			...(usage && { usage }),
			...(model !== undefined && { model }),
			...(firstTextAfter !== undefined && { firstTextAfter }),
			...(cost !== undefined && { cost }),
		},
	};
}
