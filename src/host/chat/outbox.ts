import { Attachments } from '../../core/chat/attachments.ts';
import type { Archive } from '../../core/chat/archive.ts';
import type { Sink } from '../../core/chat/feed.ts';
import { unsent } from '../../core/chat/turn.ts';
import type { AskResult, Attachment, Question } from '../../core/chat/turn.ts';
import { expandChatShortcut } from '../../core/prompt/chatShortcuts.ts';
import type { FirstRunForm } from './firstRunForm.ts';

export interface OutboxOptions {
	readonly sink: Sink;
	readonly archive: Archive;
	readonly hasKey: () => Promise<boolean>;
	readonly firstRun: FirstRunForm;
}

/** What is on its way out: questions, and what goes along with them. What is not sent comes back. */
export class Outbox {
	readonly #options: OutboxOptions;
	readonly #attachments = new Attachments();

	constructor(options: OutboxOptions) {
		this.#options = options;
	}

	/** Adds something to what goes along with the next question of the open session. */
	attach(attachment: Attachment): void {
		this.#attachments.add(this.#open.id, [attachment]);
		this.show();
	}

	/** Whether nothing goes along with the next question. */
	get empty(): boolean {
		return this.#attachments.get(this.#open.id).length === 0;
	}

	detach(label: string): void {
		this.#attachments.remove(this.#open.id, label);
		this.show();
	}

	/** What was attached to one session goes along with the next question of another. */
	move(from: string, to: string): void {
		this.#attachments.move(from, to);
	}

	/** Sends the chips of the open session, to one panel or to all. */
	show(to: Sink = this.#options.sink): void {
		to.post({ type: 'attachments', attachments: this.#attachments.views(this.#open.id) });
	}

	/** Sends what was typed, with all that is attached; without a key, the form asks for one. */
	async sendTyped(text: string): Promise<void> {
		const { archive, firstRun } = this.#options;
		await archive.ready();
		archive.draft = '';
		if (text.trim() === '') {
			return;
		}
		if (!(await this.#mayAsk({ shown: text, context: [] }))) {
			return;
		}
		void firstRun.update();
		const context = this.#attachments.take(this.#open.id);
		this.show();
		const asked = expandChatShortcut(text) ?? text;
		await this.#send({ text: asked, shown: text, context, task: 'chat' });
	}

	/** Sends a question that a command made; in the session that `begin` opens, if it is given. */
	async send(question: Question, begin?: () => void): Promise<AskResult> {
		await this.#options.archive.ready();
		if (!(await this.#mayAsk(question))) {
			return unsent('refused');
		}
		begin?.();
		return this.#send(question);
	}

	/** Asks once more, if there is a key. */
	async again(ask: () => Promise<AskResult> | undefined): Promise<void> {
		const { archive, hasKey, firstRun } = this.#options;
		const may = await hasKey();
		await archive.whole();
		await (may ? ask() : firstRun.show());
	}

	/** Puts what was not sent back into the composer, and into the draft in case none is there. */
	giveBack(
		{ shown, context }: Pick<Question, 'shown' | 'context'>,
		sessionId = this.#open.id,
	): void {
		const { archive, sink } = this.#options;
		archive.putBack(sessionId, shown);
		this.#attachments.add(sessionId, context);
		if (sessionId === this.#open.id) {
			sink.post({ type: 'compose', text: shown });
			this.show();
		}
	}

	get #open() {
		return this.#options.archive.sessions.open;
	}

	async #mayAsk(question: Pick<Question, 'shown' | 'context'>): Promise<boolean> {
		const { hasKey, firstRun } = this.#options;
		if (await hasKey()) {
			return true;
		}
		firstRun.show();
		this.giveBack(question);
		return false;
	}

	async #send(question: Question): Promise<AskResult> {
		const session = this.#open;
		await this.#options.archive.sessions.whole(session.id);
		const result = await session.ask(question);
		if (result.outcome === 'refused') {
			this.giveBack(question);
		}
		return result;
	}
}
