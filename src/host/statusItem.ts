import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/disposable.ts';
import { modelName } from '../core/gateway/modelName.ts';
import type { Activity } from './activity.ts';
import type { Connection } from './connection.ts';
import { isPartial, isStreaming, type FileHunk, type OpenEdits } from './edit/openEdits.ts';
import type { Pause } from './pause.ts';
import { plain } from './plain.ts';
import type { Settings } from './settings.ts';

export interface StatusOptions {
	readonly edits: OpenEdits;
	readonly activity: Activity;
	readonly connection: Connection;
	readonly pause: Pause;
	readonly settings: Settings;
}

interface Shown {
	readonly text: string;
	/** Without icons, for those who hear it. */
	readonly label: string;
}

/**
 * The one item in the status bar: the model, what goes on, and the tokens of the last answer. A
 * click opens the menu, which begins with what fits the moment.
 */
export class StatusItem implements Disposable {
	readonly #options: StatusOptions;
	readonly #store = new DisposableStore();
	readonly #item = this.#store.add(
		vscode.window.createStatusBarItem('doubao.status', vscode.StatusBarAlignment.Right, 100),
	);

	constructor(options: StatusOptions) {
		this.#options = options;
		const { activity, connection, edits, pause } = options;
		this.#item.name = 'Doubao';
		this.#item.command = 'doubao.showMenu';
		const update = () => this.#update();
		this.#store.add(edits.onDidChange(update));
		this.#store.add(activity.onDidChange(update));
		this.#store.add(connection.onDidChange(update));
		this.#store.add(pause.onDidChange(update));
		this.#store.add(vscode.window.onDidChangeActiveTextEditor(update));
		this.#update();
		this.#item.show();
	}

	dispose(): void {
		this.#store.dispose();
	}

	#update(): void {
		const { text, label } = this.#shown();
		// Setting what stands there already would make VS Code draw the status bar anew.
		if (this.#item.text !== text) {
			this.#item.text = text;
			this.#item.accessibilityInformation = { label: `Doubao: ${label}`, role: 'button' };
		}
		this.#item.tooltip = this.#tooltip();
	}

	/** No icon that spins: the window would be drawn sixty times a second for it. */
	#shown(): Shown {
		const t = vscode.l10n.t;
		const { activity, connection, edits, pause, settings } = this.#options;
		const waiting = waitingFiles(edits);
		const hunks = waiting.reduce((sum, file) => sum + file.hunks.length, 0);
		if (pause.paused) {
			return shown('$(debug-pause)', t('Doubao is paused'));
		}
		if (edits.files.flatMap(file => file.edits).some(isStreaming)) {
			return shown('$(pencil)', t('Doubao is editing'));
		}
		if (activity.running > 0) {
			return shown('$(comment)', t('Doubao is answering'));
		}
		if (hunks > 0) {
			const partial = waiting.some(file => file.hunks.some(({ edit }) => isPartial(edit)));
			const count = changesToReview(hunks);
			return shown('$(diff)', partial ? `${count} (${t('partial')})` : count);
		}
		const name = modelName(connection.answerer);
		const tokens = settings.showUsage ? tokensOf(activity) : undefined;
		return tokens === undefined
			? shown('$(sparkle)', name)
			: shown('$(sparkle)', `${name} · ${compact(tokens)}`, `${name}, ${t('{0} tokens', tokens)}`);
	}

	#tooltip(): string {
		const t = vscode.l10n.t;
		const { activity, connection, edits } = this.#options;
		const { usage } = activity.last ?? {};
		// Made only where there is something to count: the first one costs 20 ms.
		const count = (tokens: number) => tokens.toLocaleString(vscode.env.language);
		return [
			t('Doubao: {0} at {1}', connection.model, connection.gatewayName),
			...waitingFiles(edits).map(({ name, hunks }) =>
				t('{0}: {1}', name, changesToReview(hunks.length)),
			),
			...(usage
				? [
						t(
							'Last answer: {0} tokens in, {1} out. This window: {2} tokens.',
							count(usage.inputTokens),
							count(usage.outputTokens),
							count(activity.tokens),
						),
					]
				: []),
			t('Click for model, gateway, thinking, pause and more.'),
		].join('\n');
	}
}

/** A file with changes under review. */
interface WaitingFile {
	readonly document: vscode.TextDocument;
	readonly name: string;
	readonly hunks: readonly FileHunk[];
}

/** All of them, whichever editor is active. */
export function waitingFiles(edits: OpenEdits): readonly WaitingFile[] {
	return edits.files
		.map(({ document }) => ({
			document,
			name: plain(document.uri.path.split('/').at(-1) ?? ''),
			hunks: edits.hunksOf(document),
		}))
		.filter(({ hunks }) => hunks.length > 0);
}

export function changesToReview(count: number): string {
	const t = vscode.l10n.t;
	return count === 1 ? t('1 change to review') : t('{0} changes to review', count);
}

function shown(icon: string, text: string, label = text): Shown {
	return { text: `${icon} ${text}`, label };
}

function tokensOf({ last }: Activity): number | undefined {
	return last?.usage && last.usage.inputTokens + last.usage.outputTokens;
}

/** `1.2K` or `1.2万`: the status bar is narrow. */
function compact(count: number): string {
	return new Intl.NumberFormat(vscode.env.language, {
		notation: 'compact',
		maximumFractionDigits: 1,
	}).format(count);
}
