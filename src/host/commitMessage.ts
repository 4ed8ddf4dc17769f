import * as vscode from 'vscode';
import type { AnswerEnd, Gateway } from '../core/gateway/gateway.ts';
import { isBeyondCap } from '../core/gateway/sessionCap.ts';
import { commitMessage, commitPrompt } from '../core/prompt/commit.ts';
import { halved } from '../core/prompt/halved.ts';
import type { Connection } from './connection.ts';
import { permissionOf } from './context/permission.ts';
import type { PromptSecrets } from './context/promptSecrets.ts';
import type { Permission } from './context/secretCheck.ts';
import type { EditMessages, Remedies } from './edit/messages.ts';
import { beyondCapOf, consentOf } from './edit/schemas.ts';
import { beyondCapSentence } from './failure.ts';
import { repositoryOf, type Repository } from './git.ts';
import type { Settings } from './settings.ts';
import { changeToCommit } from './stagedDiff.ts';
import { isSourceControl } from './stop.ts';
import { showInformation, showProgress, showStatus } from './say.ts';

/** The box is written at most so often, in milliseconds. */
const pace = 80;

export interface CommitMessagesOptions {
	readonly gateway: Gateway;
	readonly connection: Connection;
	readonly settings: Settings;
	readonly messages: EditMessages;
	readonly secrets: PromptSecrets;
}

/** What `doubao.generateCommitMessage` resolves with. */
export interface CommitResult {
	readonly outcome: AnswerEnd['outcome'] | 'refused';
	readonly text: string;
	readonly errorClass?: string;
	readonly reason?: string;
}

/** Writes the message of a commit into the box of source control. */
export class CommitMessages {
	readonly #options: CommitMessagesOptions;
	#abort: AbortController | undefined;

	constructor(options: CommitMessagesOptions) {
		this.#options = options;
	}

	get streaming(): boolean {
		return this.#abort !== undefined;
	}

	/** Ends the message that is being written; what came stays, else what stood there before. */
	stop(): boolean {
		this.#abort?.abort();
		return this.#abort !== undefined;
	}

	/**
	 * Writes the message for what is staged, else for everything that changed. Never rejects.
	 *
	 * @param argument The source control of a title bar; by default the repository of the active file.
	 * `{rootUri}` is automation's: nothing is asked then, see `permissionOf`.
	 */
	generate(argument: unknown): Promise<CommitResult> {
		return this.#generate(argument, 0);
	}

	/** @param times How often the context is halved. */
	async #generate(argument: unknown, times: number): Promise<CommitResult> {
		const permission = isSourceControl(argument) ? { mayAsk: true } : permissionOf(argument);
		const repository = await repositoryOf(rootOf(argument), permission.mayAsk);
		if ('refused' in repository) {
			const { refused: reason, unsaid } = repository;
			return unsaid ? { outcome: 'refused', text: '', reason } : refuse(reason);
		}
		if (this.#abort) {
			return refuse(vscode.l10n.t('A commit message is already being written.'));
		}
		const { connection, messages } = this.#options;
		if (!(await connection.hasKey())) {
			messages.offerKey();
			return { outcome: 'refused', text: '', reason: messages.noKeySentence() };
		}
		const abort = new AbortController();
		this.#abort = abort;
		await streaming(true);
		try {
			return await showProgress({ location: vscode.ProgressLocation.SourceControl }, () =>
				this.#write(repository, abort.signal, {
					times,
					permission,
					again: trimmed => this.#generate(argument, times + (trimmed ? 1 : 0)),
				}),
			);
		} finally {
			this.#abort = undefined;
			await streaming(false);
		}
	}

	async #write(
		repository: Repository,
		signal: AbortSignal,
		{ times, permission, again }: Writing,
	): Promise<CommitResult> {
		const change = await changeToCommit(repository);
		if (change.fileCount === 0) {
			return refuse(vscode.l10n.t('Nothing has changed since the last commit.'));
		}
		if (change.partial) {
			showStatus(
				vscode.l10n.t(
					'Doubao: {0} files changed, the message is made from the first of them',
					change.fileCount,
				),
				10_000,
			);
		}
		const { gateway, secrets, settings } = this.#options;
		const subjects = await latestSubjects(repository);
		const draft = repository.inputBox.value;
		const whole = halved(times, settings.contextTokens, maxTokens =>
			commitPrompt({
				...change,
				subjects,
				commitLanguage: settings.commitLanguage,
				locale: vscode.env.language,
				draft,
				instructions: settings.instructions,
				maxTokens,
			}),
		);
		const about = { label: vscode.l10n.t('the change') };
		const prompt = await secrets.masked(whole, about, permission);
		if ('reason' in prompt) {
			const { reason } = prompt;
			return permission.mayAsk ? { outcome: 'refused', text: '', reason } : refuse(reason);
		}
		const box = new MessageBox(repository);
		const request = {
			...prompt,
			model: settings.model,
			reasoning: 'off' as const,
			beyondCap: beyondCapOf(consentOf(permission)),
		};
		let text = '';
		for await (const event of gateway.stream(request, signal)) {
			if (event.type === 'text') {
				text += event.text;
				box.show(commitMessage(text));
			} else if (event.type === 'end') {
				return this.#ended(event.end, box, again);
			}
			if (box.isTaken) {
				// Somebody types there: theirs stays, and nothing more is asked for.
				break;
			}
		}
		return { outcome: 'aborted', text: commitMessage(text) };
	}

	#ended(
		{ outcome, failure, text: answer }: AnswerEnd,
		box: MessageBox,
		again: Remedies['again'],
	): CommitResult {
		const text = commitMessage(answer);
		box.finish(text);
		if (failure && isBeyondCap(failure)) {
			return refuse(beyondCapSentence());
		}
		if (failure && outcome !== 'aborted') {
			const kept =
				text === ''
					? vscode.l10n.t('Your message is as it was.')
					: vscode.l10n.t('What had arrived was kept.');
			this.#options.messages.failed(failure, kept, { again, trims: true });
		}
		return { outcome, text, ...(failure && { errorClass: failure.class }) };
	}
}

interface Writing {
	/** How often the context is halved. */
	readonly times: number;
	readonly permission: Permission;
	readonly again: Remedies['again'];
}

/** The box of a repository, written by us as long as nobody else does. */
class MessageBox {
	readonly #box: { value: string };
	readonly #before: string;
	#ours: string;
	#shownAt = -Infinity;

	constructor({ inputBox }: Repository) {
		this.#box = inputBox;
		this.#before = inputBox.value;
		this.#ours = this.#before;
	}

	/** Somebody else wrote into it. */
	get isTaken(): boolean {
		return this.#box.value !== this.#ours;
	}

	show(text: string): void {
		const now = performance.now();
		if (text !== '' && now - this.#shownAt >= pace && !this.isTaken) {
			this.#shownAt = now;
			this.#put(text);
		}
	}

	/** The last text; nothing gives back what stood there before. */
	finish(text: string): void {
		if (this.isTaken) {
			return;
		}
		// Each change of the box is an undo step: from the message one step leads to the text before.
		this.#put(this.#before);
		if (text !== '') {
			this.#put(text);
		}
	}

	#put(text: string): void {
		this.#ours = text;
		this.#box.value = text;
	}
}

async function latestSubjects(repository: Repository): Promise<readonly string[]> {
	try {
		const commits = await repository.log({ maxEntries: 20 });
		return commits.map(({ message }) => message.split('\n')[0] ?? '');
	} catch {
		// A repository without commits has no style yet.
		return [];
	}
}

/** Title bars hand over their source control, which names its folder. */
function rootOf(argument: unknown): vscode.Uri | undefined {
	const rootUri =
		typeof argument === 'object' && argument !== null && 'rootUri' in argument
			? argument.rootUri
			: undefined;
	return rootUri instanceof vscode.Uri ? rootUri : vscode.window.activeTextEditor?.document.uri;
}

async function streaming(value: boolean): Promise<void> {
	await vscode.commands.executeCommand('setContext', 'doubao.writingCommitMessage', value);
}

function refuse(reason: string): CommitResult {
	void showInformation(reason);
	return { outcome: 'refused', text: '', reason };
}
