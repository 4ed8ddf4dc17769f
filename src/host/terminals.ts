import * as vscode from 'vscode';
import type { AskResult } from '../core/chat/turn.ts';
import type { AnswerEnd, Gateway } from '../core/gateway/gateway.ts';
import { explainOutputPrompt } from '../core/prompt/explainText.ts';
import { halved } from '../core/prompt/halved.ts';
import type { Prompt } from '../core/prompt/prompt.ts';
import { commandOf, fixCommandPrompt, plainOutput } from '../core/prompt/terminal.ts';
import { unmasked } from '../core/prompt/unmask.ts';
import type { Connection } from './connection.ts';
import type { PromptSecrets } from './context/promptSecrets.ts';
import { terminalSelection } from './context/terminalSelection.ts';
import type { EditMessages } from './edit/messages.ts';
import type { Explain } from './explain/explain.ts';
import type { Settings } from './settings.ts';
import type { TerminalPrompts } from './terminalPrompts.ts';
import { showInformation, showProgress } from './say.ts';

/** Characters of a command's output that are kept, from its end. */
const longestOutput = 40_000;

/** A command that failed, as shell integration tells of it. */
interface FailedCommand {
	readonly command: string;
	readonly output: string;
	readonly exitCode: number;
}

export interface TerminalsOptions {
	readonly explain: Explain;
	readonly gateway: Gateway;
	readonly connection: Connection;
	readonly settings: Settings;
	readonly messages: EditMessages;
	readonly secrets: PromptSecrets;
	readonly terminalPrompts: TerminalPrompts;
}

/** What `doubao.fixTerminalCommand` resolves with. */
export interface FixCommandResult {
	readonly outcome: AnswerEnd['outcome'] | 'refused';
	/** What was put at the prompt of the terminal, not run, or else onto the clipboard. */
	readonly command?: string;
	readonly reason?: string;
}

/**
 * Explains what terminals print, and proposes a command in place of one that failed. Only the last
 * failed command of each terminal is remembered, in memory. Nothing is ever run.
 */
export class Terminals implements vscode.Disposable {
	readonly #options: TerminalsOptions;
	#failed = new WeakMap<vscode.Terminal, FailedCommand>();
	#outputs = new WeakMap<vscode.TerminalShellExecution, { text: string }>();
	readonly #subscriptions: vscode.Disposable;
	#abort: AbortController | undefined;

	constructor(options: TerminalsOptions) {
		this.#options = options;
		this.#subscriptions = vscode.Disposable.from(
			vscode.window.onDidStartTerminalShellExecution(({ execution }) => void this.#read(execution)),
			vscode.window.onDidEndTerminalShellExecution(event => this.#ended(event)),
		);
	}

	get streaming(): boolean {
		return this.#abort !== undefined;
	}

	stop(): boolean {
		this.#abort?.abort();
		return this.#abort !== undefined;
	}

	/** Ends what is being looked for, and forgets all commands and what they printed. */
	forgetAll(): void {
		this.stop();
		this.#failed = new WeakMap();
		this.#outputs = new WeakMap();
	}

	/** The selection of the terminal, else its last failed command, explained in the panel. */
	async explain(): Promise<AskResult> {
		const { explain } = this.#options;
		const terminal = vscode.window.activeTerminal;
		const selected = terminal === undefined ? '' : plainOutput(await terminalSelection());
		const options = explain.promptOptions;
		if (selected.trim() !== '') {
			const prompt = explainOutputPrompt({ ...options, output: selected });
			return explain.text(prompt, vscode.l10n.t('Explain the terminal selection'));
		}
		const failed = terminal && this.#failed.get(terminal);
		if (!failed) {
			void showInformation(noFailure());
			return { outcome: 'refused', text: '', reasoning: '' };
		}
		const prompt = explainOutputPrompt({ ...options, ...failed });
		return explain.text(prompt, vscode.l10n.t('Explain why `{0}` failed', failed.command));
	}

	/** Puts a command at the prompt that does what the last failed one was meant to. Never rejects. */
	fix(): Promise<FixCommandResult> {
		return this.#fix(0);
	}

	/** @param times How often the context is halved. */
	async #fix(times: number): Promise<FixCommandResult> {
		const terminal = vscode.window.activeTerminal;
		const failed = terminal && this.#failed.get(terminal);
		if (!terminal || !failed) {
			return refuse(noFailure());
		}
		const { connection, messages, secrets, terminalPrompts } = this.#options;
		if (!(await connection.hasKey())) {
			messages.offerKey();
			return { outcome: 'refused', reason: messages.noKeySentence() };
		}
		if (this.#abort) {
			return refuse(vscode.l10n.t('Already looking for a command.'));
		}
		const since = terminalPrompts.started(terminal);
		const abort = new AbortController();
		this.#abort = abort;
		try {
			const about = { label: vscode.l10n.t('the terminal'), own: failed.command };
			const whole = this.#prompt(failed, terminal, times);
			const prompt = await secrets.masked(whole, about, { mayAsk: true });
			if ('reason' in prompt) {
				return { outcome: 'refused', reason: prompt.reason };
			}
			const title = vscode.l10n.t('Looking for a command that works');
			const end = await showProgress(
				{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
				(_, token) => {
					token.onCancellationRequested(() => abort.abort());
					return this.#ask(prompt, abort.signal);
				},
			);
			this.#tell(end, times);
			const { command, ...result } = proposed(end);
			if (command === undefined) {
				return result;
			}
			await terminalPrompts.insert(terminal, command, since);
			return { ...result, command };
		} finally {
			this.#abort = undefined;
		}
	}

	dispose(): void {
		this.stop();
		this.#subscriptions.dispose();
	}

	/** Says what failed, where something did. */
	#tell(end: AnswerEnd | undefined, times: number): void {
		if (end?.failure && end.outcome !== 'aborted') {
			this.#options.messages.failed(end.failure, '', {
				again: trimmed => this.#fix(times + (trimmed ? 1 : 0)),
				trims: true,
			});
		}
	}

	#prompt(failed: FailedCommand, { state }: vscode.Terminal, times: number): Prompt {
		const { settings } = this.#options;
		const { shell } = state;
		return halved(times, settings.contextTokens, maxTokens =>
			fixCommandPrompt({
				...failed,
				...(shell !== undefined && { shell }),
				instructions: settings.instructions,
				maxTokens,
			}),
		);
	}

	async #ask(prompt: Prompt, signal: AbortSignal): Promise<AnswerEnd | undefined> {
		const { gateway, settings } = this.#options;
		const request = { ...prompt, model: settings.model, reasoning: 'off' as const };
		const { masks = new Map() } = prompt;
		for await (const event of unmasked(gateway.stream(request, signal), masks)) {
			if (event.type === 'end') {
				return event.end;
			}
		}
		return undefined;
	}

	/** Output has to be read from the start: afterwards nobody knows it any more. */
	async #read(execution: vscode.TerminalShellExecution): Promise<void> {
		const output = { text: '' };
		this.#outputs.set(execution, output);
		for await (const piece of execution.read()) {
			output.text = (output.text + piece).slice(-longestOutput);
		}
	}

	#ended({ execution, exitCode, terminal }: vscode.TerminalShellExecutionEndEvent): void {
		const output = this.#outputs.get(execution);
		if (exitCode === undefined || exitCode === 0 || !output) {
			this.#failed.delete(terminal);
			return;
		}
		const command = execution.commandLine.value;
		// Its last output may arrive after this event: read when it is asked for.
		this.#failed.set(terminal, {
			command,
			exitCode,
			get output() {
				return plainOutput(output.text);
			},
		});
	}
}

/** The command that an answer proposes; says why a complete one has none. */
function proposed(end: AnswerEnd | undefined): FixCommandResult {
	const outcome = end?.outcome ?? 'aborted';
	if (outcome !== 'complete' || end === undefined) {
		return { outcome };
	}
	const command = commandOf(end.text);
	if (command === undefined) {
		const reason = vscode.l10n.t('The model knows no single command that would help here.');
		void showInformation(reason);
		return { outcome, reason };
	}
	return { outcome, command };
}

function noFailure(): string {
	return vscode.l10n.t(
		'Select the output in the terminal, or let a command fail there first. Failed commands are known where shell integration is on.',
	);
}

function refuse(reason: string): FixCommandResult {
	void showInformation(reason);
	return { outcome: 'refused', reason };
}
