import * as vscode from 'vscode';
import type { Sink } from '../../core/chat/feed.ts';
import type { FromWebview, Handlers } from '../../core/chat/protocol.ts';
import { isSecretFile } from '../../core/chat/secretFile.ts';
import type { Attachment } from '../../core/chat/turn.ts';
import type { Disposable } from '../../core/disposable.ts';
import type { Log } from '../../core/log.ts';
import { ContextFinder, type Choice } from '../context/contextFinder.ts';
import { FileList } from '../context/fileList.ts';
import type { Gathered } from '../context/gather.ts';

export interface ChatContextOptions {
	/** Adds to what goes along with the next question. */
	readonly attach: (attachment: Attachment) => void;
	readonly log: Log;
}

type ContextMessage = 'findContext' | 'attach';

/** What can be attached to a question, and what the panel may ask for about it. */
export class ChatContext implements Disposable {
	readonly #options: ChatContextOptions;
	readonly #finder = new ContextFinder(new FileList());
	/** What the panels were offered last: nothing else can be attached by its key. */
	#offered = new Map<string, Choice>();

	constructor(options: ChatContextOptions) {
		this.#options = options;
	}

	handlers(panel: Sink): Pick<Handlers<FromWebview>, ContextMessage> {
		return {
			findContext: ({ search, query }) => void this.#find(panel, search, query),
			attach: ({ key }) => void this.#attach(this.#offered.get(key)),
		};
	}

	/** Attaches what was gathered; files that may hold keys ask first. Never rejects. */
	async add(gathered: Gathered): Promise<boolean> {
		if ('refused' in gathered) {
			void vscode.window.showWarningMessage(gathered.refused);
			return false;
		}
		if (!(await mayAttach(gathered.attachment))) {
			return false;
		}
		this.#options.attach(gathered.attachment);
		return true;
	}

	dispose(): void {
		this.#finder.dispose();
	}

	async #find(panel: Sink, search: string, query: string): Promise<void> {
		const offered = new Map<string, Choice>();
		this.#offered = offered;
		try {
			await this.#finder.find(query, choices => {
				for (const choice of choices) {
					offered.set(choice.key, choice);
				}
				panel.post({
					type: 'contextFound',
					search,
					choices: choices.map(({ key, kind, label, detail }) => ({ key, kind, label, detail })),
				});
			});
		} catch (error) {
			this.#options.log.error(`chat: files could not be listed: ${String(error)}`);
			panel.post({ type: 'contextFound', search, choices: [] });
		}
	}

	async #attach(choice: Choice | undefined): Promise<void> {
		if (choice) {
			await this.add(await choice.gather());
		}
	}
}

/** Files that may hold keys are attached only if the user says so once more. */
async function mayAttach({ label, source }: Attachment): Promise<boolean> {
	if (source === undefined || !isSecretFile(vscode.Uri.parse(source).path)) {
		return true;
	}
	const anyway = vscode.l10n.t('Attach Anyway');
	const chosen = await vscode.window.showWarningMessage(
		vscode.l10n.t('Attach this file to the chat?'),
		{
			modal: true,
			detail: vscode.l10n.t(
				'{0} may hold keys or passwords. What is attached is sent to the gateway.',
				label,
			),
		},
		anyway,
	);
	return chosen === anyway;
}
