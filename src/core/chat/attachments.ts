import { estimateTokens, pictureTokens } from '../prompt/tokens.ts';
import { hiddenCharacters } from '../unicode.ts';
import type { AttachmentView } from './contextProtocol.ts';
import type { Attachment } from './turn.ts';

/** What will be sent along with the next question of each session. */
export class Attachments {
	readonly #bySession = new Map<string, readonly Attachment[]>();

	get(sessionId: string): readonly Attachment[] {
		return this.#bySession.get(sessionId) ?? [];
	}

	/** Adds some; one of the same label is replaced. */
	add(sessionId: string, added: readonly Attachment[]): void {
		const labels = new Set(added.map(({ label }) => label));
		const kept = this.get(sessionId).filter(({ label }) => !labels.has(label));
		this.#bySession.set(sessionId, [...kept, ...added]);
	}

	remove(sessionId: string, label: string): void {
		const kept = this.get(sessionId).filter(one => one.label !== label);
		this.#bySession.set(sessionId, kept);
	}

	/** Takes all away: they are sent now. */
	take(sessionId: string): readonly Attachment[] {
		const taken = this.get(sessionId);
		this.#bySession.delete(sessionId);
		return taken;
	}

	/** What was attached was meant for now, not for the conversation that is left. */
	move(from: string, to: string): void {
		if (from !== to) {
			this.add(to, this.take(from));
		}
	}

	/** The chips: names and estimated tokens. */
	views(sessionId: string): readonly AttachmentView[] {
		return this.get(sessionId).map(attachmentView);
	}
}

const views = new WeakMap<Attachment, AttachmentView>();

/** What a chip says; weighed once, since the texts are long and the chips are shown often. */
export function attachmentView(attachment: Attachment): AttachmentView {
	const known = views.get(attachment);
	if (known) {
		return known;
	}
	const { label, text, kind = 'file', picture } = attachment;
	const view: AttachmentView = {
		label,
		kind,
		tokens: picture ? pictureTokens(picture.width, picture.height) : estimateTokens(text),
		hidden: text.split(/\r\n|\n|\r/u).reduce((sum, row) => sum + hiddenCharacters(row).length, 0),
	};
	views.set(attachment, view);
	return view;
}
