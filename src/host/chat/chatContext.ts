import * as vscode from 'vscode';
import { Attachments, attachmentView } from '../../core/chat/attachments.ts';
import type { Sink } from '../../core/chat/feed.ts';
import type { ContextFromWebview } from '../../core/chat/contextProtocol.ts';
import type { FromWebview, Handlers } from '../../core/chat/protocol.ts';
import type { Session } from '../../core/chat/session.ts';
import type { Attachment, Question } from '../../core/chat/turn.ts';
import { expandChatShortcut } from '../../core/prompt/chatShortcuts.ts';
import { expandPrompt } from '../../core/prompt/promptFile.ts';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import type { Log } from '../../core/log.ts';
import { Arriving } from './arriving.ts';
import { ContextFinder, type Choice } from '../context/contextFinder.ts';
import { FileList } from '../context/fileList.ts';
import type { AttachResult, Gathered } from '../context/gather.ts';
import { openAttachment } from '../context/openAttachment.ts';
import type { Project } from '../context/project.ts';
import type { InstructionSource } from '../context/projectFiles.ts';
import type { Permission } from '../context/secretCheck.ts';
import { secretFileSentence, wantsAttached } from '../context/secretFiles.ts';
import { SentDocuments } from '../context/sentDocuments.ts';
import type { TurnPrompts } from './chatPrompt.ts';
import { showWarning } from '../say.ts';

export interface ChatContextOptions {
	readonly sink: Sink;
	readonly open: () => Session;
	readonly draft: () => string;
	readonly use: TurnPrompts['use'];
	/** Whether the chosen model takes pictures. */
	readonly pictures: TurnPrompts['pictures'];
	/** Whether a panel listens. */
	readonly listening: () => boolean;
	readonly project: Project;
	/** Shows the request that sending this would make. */
	readonly showRequest: (question: Question, documents: SentDocuments) => Promise<void>;
	readonly log: Log;
}

/** What goes along with a question: what is attached, what can be, and how much fits. */
export class ChatContext implements Disposable {
	readonly attachments = new Attachments();
	readonly #options: ChatContextOptions;
	readonly #store = new DisposableStore();
	readonly #finder: ContextFinder;
	readonly #documents = this.#store.add(new SentDocuments());
	readonly #arriving: Arriving;
	/** Pictures that wait for a panel, which has to scale them. */
	#waiting: { readonly uri: vscode.Uri; readonly name: string }[] = [];
	/** The list is to open when a panel listens. */
	#choosing = false;
	/** What the panels were offered last: nothing else can be attached by its key. */
	#offered = new Map<string, Choice>();

	constructor(options: ChatContextOptions) {
		this.#options = options;
		const { instructions, files } = options.project;
		const { sink, pictures, log } = options;
		const add = (gathered: Gathered) => this.add(gathered);
		this.#arriving = new Arriving({ sink, pictures, add, log });
		this.#finder = this.#store.add(new ContextFinder(new FileList(), instructions));
		this.#store.add(instructions.onDidChange(() => this.show()));
		this.#store.add(files.onDidChange(() => this.#showPrompts()));
		this.#store.add(
			vscode.workspace.onDidChangeConfiguration(event => {
				if (event.affectsConfiguration('doubao')) {
					this.measure();
				}
			}),
		);
	}

	handlers(panel: Sink): Pick<Handlers<FromWebview>, ContextFromWebview['type']> {
		return {
			...this.#arriving.handlers(panel),
			findContext: ({ search, query }) => void this.#find(panel, search, query),
			attach: ({ key }) => void this.#attach(this.#offered.get(key)),
			detach: ({ label }) => this.#detach(label),
			openAttachment: ({ label }) => void this.#open(label),
			showRequest: () => void this.showRequest(),
		};
	}

	/** Sends the chips, the prompts and the measure to one panel or to all. */
	show(to: Sink = this.#options.sink): void {
		const { open, project } = this.#options;
		const own = project.instructions.active.map(file => attachmentView(asAttachment(file)));
		const attachments = [...own, ...this.attachments.views(open().id)];
		to.post({ type: 'attachments', attachments });
		this.measure(to);
	}

	/** The same for a panel that was just made; the project's files are read first. */
	async greet(panel: Sink): Promise<void> {
		await this.#options.project.files.ready();
		this.#showPrompts(panel);
		this.show(panel);
		if (this.#choosing) {
			this.choose();
		}
		for (const { uri, name } of this.#waiting.splice(0)) {
			await this.#addPicture(uri, name);
		}
	}

	/** Tells how full the context is with what stands in the composer. */
	measure(to: Sink = this.#options.sink): void {
		const { open, use } = this.#options;
		to.post({ type: 'contextUse', use: use(open().turns, this.#question) });
	}

	/** Attaches what was gathered; files that may hold keys ask first. Never rejects. */
	async add(gathered: Gathered, permission?: Permission): Promise<AttachResult> {
		if ('refused' in gathered) {
			void showWarning(gathered.refused);
			return { outcome: 'refused', reason: gathered.refused };
		}
		if ('instructions' in gathered) {
			this.#options.project.instructions.use(gathered.instructions, true);
			return { outcome: 'attached' };
		}
		if ('picture' in gathered) {
			return this.#addPicture(gathered.picture, gathered.name);
		}
		const { attachment } = gathered;
		if (!(await wantsAttached(attachment, permission))) {
			return { outcome: 'refused', reason: secretFileSentence(attachment) };
		}
		this.attachments.add(this.#options.open().id, [attachment]);
		this.show();
		return { outcome: 'attached' };
	}

	/** Forgets all that was gathered and has not been sent. */
	clear(): void {
		this.attachments.clear();
		this.#documents.clear();
		this.#arriving.clear();
		this.#waiting = [];
		this.#offered.clear();
	}

	/** Opens the list of what can be attached, as soon as a panel listens. */
	choose(): void {
		this.#choosing = !this.#options.listening();
		this.#options.sink.post({ type: 'beginContext' });
	}

	async #addPicture(uri: vscode.Uri, name: string): Promise<AttachResult> {
		if (this.#options.listening()) {
			return this.#arriving.scale(uri, name);
		}
		this.#waiting.push({ uri, name });
		return { outcome: 'attached' };
	}

	/** Opens the request that sending would make now. */
	async showRequest(): Promise<void> {
		await this.#options.project.files.ready();
		await this.#options.showRequest(this.#question, this.#documents);
	}

	dispose(): void {
		this.#store.dispose();
	}

	get #question(): Question {
		const { open, draft } = this.#options;
		const text = draft();
		const asked =
			expandChatShortcut(text) ?? expandPrompt(text, this.#options.project.files.prompts) ?? text;
		return { text: asked, shown: text, context: this.attachments.get(open().id), task: 'chat' };
	}

	#showPrompts(to: Sink = this.#options.sink): void {
		const prompts = this.#options.project.files.prompts.map(({ name, description }) => ({
			name,
			description,
		}));
		to.post({ type: 'prompts', prompts });
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

	#detach(label: string): void {
		const { project, open } = this.#options;
		const { instructions } = project;
		const file = instructions.active.find(({ path }) => path === label);
		if (file) {
			instructions.use(file.uri, false);
		} else {
			this.attachments.remove(open().id, label);
			this.show();
		}
	}

	async #open(label: string): Promise<void> {
		const { project, open, log } = this.#options;
		const file = project.instructions.active.find(({ path }) => path === label);
		const attachment = file
			? asAttachment(file)
			: this.attachments.get(open().id).find(one => one.label === label);
		try {
			await (attachment && openAttachment(attachment, this.#documents));
		} catch (error) {
			log.warn(`chat: an attachment did not open: ${String(error)}`);
			void showWarning(
				vscode.l10n.t('What is attached could not be opened. It is still attached.'),
			);
		}
	}
}

const known = new WeakMap<InstructionSource, Attachment>();

/** Instructions as a chip. */
function asAttachment(file: InstructionSource): Attachment {
	const attachment = known.get(file) ?? {
		label: file.path,
		text: file.text,
		kind: 'instructions',
		source: file.uri.toString(),
	};
	known.set(file, attachment);
	return attachment;
}
