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

	/** Adds some; the same one is replaced, and another of the same label gets a number behind it. */
	add(sessionId: string, added: readonly Attachment[]): void {
		for (const attachment of added) {
			const before = this.get(sessionId);
			const same = before.find(one => isSame(one, attachment));
			const kept = before.filter(one => one !== same);
			const label = same?.label ?? freeLabel(attachment.label, kept);
			const named = label === attachment.label ? attachment : { ...attachment, label };
			this.#bySession.set(sessionId, [...kept, named]);
		}
	}

	remove(sessionId: string, label: string): void {
		const kept = this.get(sessionId).filter(one => one.label !== label);
		this.#bySession.set(sessionId, kept);
	}

	/** Takes all away from all sessions. */
	clear(): void {
		this.#bySession.clear();
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

/** Whether one is the other, taken once more. */
function isSame(before: Attachment, added: Attachment): boolean {
	const isNamed = before.label === added.label || baseOf(before.label) === added.label;
	if (!isNamed || before.source !== added.source) {
		return false;
	}
	const isAlone = added.source === undefined && (added.kind === 'image' || added.kind === 'text');
	// Without a place only what is in it tells.
	return !isAlone || (before.text === added.text && before.picture?.bytes === added.picture?.bytes);
}

/** A label without the number that it got here. */
function baseOf(label: string): string {
	return label.replace(/ \(\d+\)$/u, '');
}

function freeLabel(label: string, others: readonly Attachment[]): string {
	const taken = new Set(others.map(one => one.label));
	let free = label;
	for (let count = 2; taken.has(free); count++) {
		free = `${label} (${count})`;
	}
	return free;
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
