import * as vscode from 'vscode';
import type { Disposable } from '../core/disposable.ts';
import { Emitter } from '../core/event.ts';
import type { Failure, Gateway } from '../core/gateway/gateway.ts';
import type { CommandHandler } from './commands.ts';
import { showInformation } from './say.ts';

/**
 * Whether Doubao is silent in this window: no lightbulb, no request. Changes under review stay as
 * they are, with their lenses: they are the user's own unfinished work.
 */
export class Pause implements Disposable {
	readonly #changed = new Emitter<boolean>();
	#paused = false;

	readonly onDidChange = this.#changed.event;

	get paused(): boolean {
		return this.#paused;
	}

	set(paused: boolean): boolean {
		if (paused !== this.#paused) {
			this.#paused = paused;
			void vscode.commands.executeCommand('setContext', 'doubao.paused', paused);
			this.#changed.fire(paused);
		}
		return paused;
	}

	dispose(): void {
		this.#changed.dispose();
	}
}

/** Nothing was sent, because the user paused this window. */
export const pausedFailure: Failure = { class: 'forbidden', code: 'Paused' };

/** The gateway, which sends nothing while the window is paused; a pause ends what it streams. */
export function pausable(gateway: Gateway, pause: Pause): Gateway {
	return {
		async *stream(request, signal) {
			if (!pause.paused) {
				const abort = new AbortController();
				const listening = pause.onDidChange(paused => paused && abort.abort());
				try {
					yield* gateway.stream(request, AbortSignal.any([signal, abort.signal]));
				} finally {
					listening.dispose();
				}
				return;
			}
			yield {
				type: 'end',
				end: {
					outcome: 'error',
					failure: pausedFailure,
					text: '',
					reasoning: '',
					requests: 0,
					autoApply: false,
					duration: 0,
					toolCalls: [],
				},
			};
		},
	};
}

/** Commands that ask a model: while the window is paused they say so and do nothing else. */
const asking: ReadonlySet<string> = new Set(
	[
		'ask',
		'explainSelection',
		'explainInPlace',
		'explainTerminalSelection',
		'fixTerminalCommand',
		'editSelection',
		'generateFromComment',
		'fixProblems',
		'explainProblem',
		'explainFile',
		'explainChanges',
		'explainTestFailure',
		'writeDocs',
		'writeTests',
		'simplify',
		'addTypes',
		'refineEdit',
		'continueEdit',
		'generateCommitMessage',
		'testConnection',
	].map(name => `doubao.${name}`),
);

type Handlers = Readonly<Record<`doubao.${string}`, CommandHandler>>;

/** The same handlers; those that would ask a model refuse while the window is paused. */
export function unlessPaused(pause: Pause, handlers: Handlers): Handlers {
	return Object.fromEntries(
		Object.entries(handlers).map(([id, handle]) => [
			id,
			asking.has(id)
				? (...given: Parameters<CommandHandler>) => (pause.paused ? refuse() : handle(...given))
				: handle,
		]),
	);
}

/** The result serves those who wait for an edit, an answer and a connection test alike. */
function refuse(): object {
	const reason = pausedSentence();
	void offerResume(reason);
	return { outcome: 'refused', hunks: 0, text: '', reasoning: '', reason, ok: false, steps: [] };
}

export function pausedSentence(): string {
	return vscode.l10n.t('Doubao is paused in this window. Nothing was sent.');
}

async function offerResume(reason: string): Promise<void> {
	const resume = vscode.l10n.t('Resume');
	if ((await showInformation(reason, resume)) === resume) {
		await vscode.commands.executeCommand('doubao.resume');
	}
}
