import * as vscode from 'vscode';
import type { Reasoning } from '../core/gateway/gateway.ts';
import { modelName } from '../core/gateway/modelName.ts';
import { isStreaming } from './edit/openEdits.ts';
import { changesToReview, waitingFiles, type StatusOptions } from './statusItem.ts';
import { thinkingLevels } from './thinkingLevels.ts';

interface MenuItem extends vscode.QuickPickItem {
	readonly command?: string;
	readonly argument?: unknown;
	/** A second argument. */
	readonly options?: unknown;
}

/** The menu behind the status item: what fits the moment first, then what is set how. */
export class StatusMenu {
	readonly #options: StatusOptions;

	constructor(options: StatusOptions) {
		this.#options = options;
	}

	/** Runs what is chosen. */
	async show(): Promise<void> {
		const picked = await vscode.window.showQuickPick(await this.#items(), {
			title: 'Doubao',
			placeHolder: vscode.l10n.t('Choose what to change or do'),
			matchOnDescription: true,
		});
		if (picked?.command !== undefined) {
			await vscode.commands.executeCommand(picked.command, picked.argument, picked.options);
		}
	}

	/**
	 * Sets how much the model thinks; without a level the user picks one.
	 *
	 * @returns The level, or `undefined` where none was chosen.
	 */
	async selectThinking(task: 'chat' | 'edit', given?: unknown): Promise<Reasoning | undefined> {
		const { settings } = this.#options;
		const levels = thinkingLevels();
		const current = settings.reasoning(task);
		const picked =
			given === undefined
				? await vscode.window.showQuickPick(
						levels.map(level => ({
							...level,
							description: level.id === current ? vscode.l10n.t('in use') : '',
						})),
						{
							title:
								task === 'chat'
									? vscode.l10n.t('Thinking in the Chat')
									: vscode.l10n.t('Thinking in Edits'),
							placeHolder: vscode.l10n.t(
								'More thinking: better answers, later and for more tokens',
							),
						},
					)
				: levels.find(({ id }) => id === given);
		if (picked) {
			await settings.chooseReasoning(task, picked.id);
		}
		return picked?.id;
	}

	async #items(): Promise<readonly MenuItem[]> {
		const t = vscode.l10n.t;
		const { connection, pause, settings } = this.#options;
		const key = (await connection.hasKey()) ? t('stored') : t('missing');
		const keyState = settings.gateway().gateway === 'demo' ? t('not needed') : key;
		const level = (task: 'chat' | 'edit') =>
			thinkingLevels().find(({ id }) => id === settings.reasoning(task))?.label ?? '';
		return [
			...this.#now(),
			separator(t('Model')),
			item('$(sparkle)', t('Model'), 'doubao.selectModel', modelName(connection.model)),
			item('$(cloud)', t('Gateway'), 'doubao.selectGateway', connection.gatewayName),
			item('$(key)', t('API Key'), 'doubao.setApiKey', keyState),
			{
				...item('$(lightbulb)', t('Thinking in the Chat'), 'doubao.selectThinking', level('chat')),
				argument: { task: 'chat' },
			},
			{
				...item('$(lightbulb)', t('Thinking in Edits'), 'doubao.selectThinking', level('edit')),
				argument: { task: 'edit' },
			},
			separator('Doubao'),
			item('$(comment-discussion)', t('Open Chat'), 'doubao.openChat'),
			...(pause.paused ? [] : [item('$(debug-pause)', t('Pause in This Window'), 'doubao.pause')]),
			item('$(plug)', t('Test Connection'), 'doubao.testConnection'),
			item('$(book)', t('Get Started'), 'doubao.getStarted'),
			item('$(settings-gear)', t('Settings'), 'doubao.openSettings'),
			item('$(output)', t('Show Log'), 'doubao.showLog'),
		];
	}

	/** What fits the moment. */
	#now(): readonly MenuItem[] {
		const t = vscode.l10n.t;
		const { activity, edits, pause } = this.#options;
		const document = vscode.window.activeTextEditor?.document;
		const streams =
			activity.running > 0 || edits.files.flatMap(file => file.edits).some(isStreaming);
		return [
			...(pause.paused ? [item('$(debug-start)', t('Resume'), 'doubao.resume')] : []),
			...(streams
				? [{ ...item('$(debug-stop)', t('Stop'), 'doubao.stop'), argument: { all: true } }]
				: []),
			...(edits.hunksOf(document).length > 0
				? [
						item('$(arrow-down)', t('Next Change'), 'doubao.nextHunk'),
						item('$(check-all)', t('Accept All Changes'), 'doubao.acceptAll'),
						item('$(close-all)', t('Reject All Changes'), 'doubao.rejectAll'),
					]
				: []),
			...waitingFiles(edits)
				.filter(file => file.document !== document)
				.map(goTo),
		];
	}
}

/** Leads to the first change of another file. */
function goTo({ document, hunks, name }: ReturnType<typeof waitingFiles>[number]): MenuItem {
	const row = Math.min(hunks[0]?.hunk.start ?? 0, document.lineCount - 1);
	return {
		...item('$(go-to-file)', name, 'vscode.open', changesToReview(hunks.length)),
		argument: document.uri,
		options: { selection: new vscode.Range(row, 0, row, 0) },
	};
}

function item(icon: string, title: string, command: string, description = ''): MenuItem {
	return { label: `${icon} ${title}`, description, command };
}

function separator(label: string): MenuItem {
	return { label, kind: vscode.QuickPickItemKind.Separator };
}
