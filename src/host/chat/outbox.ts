import * as vscode from 'vscode';
import type { Attachments } from '../../core/chat/attachments.ts';
import type { Archive } from '../../core/chat/archive.ts';
import type { Sink } from '../../core/chat/feed.ts';
import { longestText } from '../../core/chat/protocolShapes.ts';
import type { Session } from '../../core/chat/session.ts';
import { unsent } from '../../core/chat/turn.ts';
import type { AskResult, Question, Turn } from '../../core/chat/turn.ts';
import { expandChatShortcut } from '../../core/prompt/chatShortcuts.ts';
import type { Permission } from '../context/secretCheck.ts';
import { beyondCapOf, consentOf } from '../edit/schemas.ts';
import { beyondCapSentence } from '../failure.ts';
import type { FirstRunForm } from './firstRunForm.ts';

export interface OutboxOptions {
	readonly sink: Sink;
	readonly archive: Archive;
	readonly hasKey: () => Promise<boolean>;
	readonly firstRun: FirstRunForm;
	readonly attachments: Attachments;
	/** What is attached has changed. */
	readonly changed: () => void;
	/** Makes of a question what is sent, or says why it is not. Never rejects. */
	readonly prepare: (
		question: Question,
		permission: Permission,
		before?: readonly Turn[],
	) => Promise<Question | { readonly reason: string }>;
}

/** What is on its way out: questions, and what goes along with them. What is not sent comes back. */
export class Outbox {
	readonly #options: OutboxOptions;

	constructor(options: OutboxOptions) {
		this.#options = options;
	}

	/** Sends what was typed, with all that is attached; without a key, the form asks for one. */
	async sendTyped(text: string): Promise<void> {
		const { archive, firstRun, attachments, changed } = this.#options;
		await archive.ready();
		archive.draft = '';
		if (text.trim() === '') {
			return;
		}
		if (!(await this.#mayAsk({ shown: text, context: [] }))) {
			return;
		}
		void firstRun.update();
		const context = attachments.take(this.#open.id);
		changed();
		const asked = expandChatShortcut(text) ?? text;
		await this.#send({ text: asked, shown: text, context, task: 'chat' }, { mayAsk: true });
	}

	/** Sends a question that a command made; in the session that `begin` opens, if it is given. */
	async send(question: Question, permission: Permission, begin?: () => void): Promise<AskResult> {
		await this.#options.archive.ready();
		if (question.shown.length > longestText) {
			const reason = vscode.l10n.t(
				'The question is longer than {0} characters and was not sent.',
				longestText.toLocaleString(vscode.env.language),
			);
			return { ...unsent('refused'), reason };
		}
		if (!(await this.#mayAsk(question))) {
			return unsent('refused');
		}
		begin?.();
		return this.#send(question, permission);
	}

	/**
	 * Asks another question beside a turn, with what was attached to that one. What cannot be asked
	 * goes to the composer: the form that it was written in is closed.
	 */
	async edit(turnId: string, text: string): Promise<void> {
		const session = this.#open;
		const { sessions } = this.#options.archive;
		await sessions.during(session, () => this.#edit(session, turnId, text));
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
		const { archive, sink, attachments, changed } = this.#options;
		archive.putBack(sessionId, shown);
		attachments.add(sessionId, context);
		if (sessionId === this.#open.id) {
			sink.post({ type: 'compose', text: shown });
			changed();
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

	async #edit(session: Session, turnId: string, text: string): Promise<void> {
		const { archive, prepare } = this.#options;
		const written = { shown: text, context: [] };
		if (!(await this.#mayAsk(written))) {
			return;
		}
		await archive.sessions.whole(session.id);
		const at = session.turns.findIndex(({ id }) => id === turnId);
		const before = session.turns.slice(0, Math.max(0, at));
		const { context = [] } = session.turns[at]?.question ?? {};
		const asked = expandChatShortcut(text) ?? text;
		const question: Question = { text: asked, shown: text, context, task: 'chat' };
		const prepared = await prepare(question, { mayAsk: true }, before);
		const answering = 'reason' in prepared ? undefined : session.branch(turnId, prepared);
		if (!answering) {
			this.giveBack(written, session.id);
		}
		await answering;
	}

	async #send(question: Question, permission: Permission): Promise<AskResult> {
		const session = this.#open;
		const { sessions } = this.#options.archive;
		return sessions.during(session, () => this.#sendIn(session, question, permission));
	}

	async #sendIn(session: Session, question: Question, permission: Permission): Promise<AskResult> {
		await this.#options.archive.sessions.whole(session.id);
		const prepared = await this.#options.prepare(question, permission);
		if ('reason' in prepared) {
			this.giveBack(question, session.id);
			return { ...unsent('refused'), reason: prepared.reason };
		}
		const result = await session.ask(prepared, {
			beyondCap: beyondCapOf(consentOf(permission)),
		});
		if (result.outcome === 'refused' && result.errorClass !== undefined) {
			// It is a turn of the session already, from where it can be asked again.
			return { ...result, reason: beyondCapSentence() };
		}
		if (result.outcome === 'refused') {
			this.giveBack(question, session.id);
		}
		return result;
	}
}
