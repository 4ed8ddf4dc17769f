import { fill } from '../core/chat/strings.ts';
import type { Surroundings } from './codeBlock.ts';
import { element } from './dom.ts';
import { scaledPicture } from './pictures.ts';

/** Bytes of a text file that is read here; a file from the explorer is read by the host. */
const largestText = 200_000;
/** What pasted text has at least to be looked for in the files that are open. */
const fewestRows = 4;
const mostPasted = 200_000;
const addressTypes = ['application/vnd.code.uri-list', 'text/uri-list'];

interface Pasted {
	readonly start: number;
	readonly text: string;
}

/** What is dropped on the panel or pasted into the text and becomes a chip: files and pictures. */
export class Incoming {
	readonly element: HTMLElement;
	readonly #around: Surroundings;
	readonly #input: HTMLTextAreaElement;
	/** Pieces of pictures that the host wants scaled. */
	readonly #pieces = new Map<string, string[]>();
	#pasted: Pasted | undefined;
	#count = 0;

	/** @param target Where files may be dropped. */
	constructor(around: Surroundings, input: HTMLTextAreaElement, target: HTMLElement) {
		this.#around = around;
		this.#input = input;
		this.element = element('div', { class: 'drop-here', 'aria-hidden': 'true' });
		this.element.append(element('span', {}, around.strings.dropHere));
		this.element.hidden = true;
		input.addEventListener('paste', event => this.#paste(event));
		target.addEventListener('dragover', event => this.#over(event));
		target.addEventListener('dragleave', event => {
			this.element.hidden ||= !(event.relatedTarget instanceof Node);
		});
		target.addEventListener('drop', event => this.#drop(event));
	}

	/** A piece of a picture that the host read; with the last one it is scaled. */
	piece(id: string, name: string, bytes: string, last: boolean): void {
		const pieces = [...(this.#pieces.get(id) ?? []), bytes];
		if (!last) {
			this.#pieces.set(id, pieces);
			return;
		}
		this.#pieces.delete(id);
		const decoded = Uint8Array.from(atob(pieces.join('')), unit => unit.charCodeAt(0));
		void this.#picture(id, name, new Blob([decoded], { type: typeOf(name) }));
	}

	/** The host knows where pasted text was copied from: a chip takes its place, if it still stands. */
	pastedFrom(label: string): void {
		const pasted = this.#pasted;
		this.#pasted = undefined;
		const { strings, post, say } = this.#around;
		if (!pasted) {
			return;
		}
		const { start, text } = pasted;
		const end = start + text.length;
		if (this.#input.value.slice(start, end) !== text) {
			return;
		}
		this.#input.focus();
		this.#input.setSelectionRange(start, end);
		// Undo brings the text back.
		document.execCommand('delete');
		post({ type: 'attachPasted' });
		say(fill(strings.pastedAsChip, label));
	}

	#paste(event: ClipboardEvent): void {
		const { clipboardData } = event;
		const pictures = [...(clipboardData?.files ?? [])].filter(isPicture);
		const text = clipboardData?.getData('text/plain') ?? '';
		if (pictures.length > 0 && text === '') {
			event.preventDefault();
			for (const picture of pictures) {
				const name = fill(this.#around.strings.pastedPicture, ++this.#count);
				void this.#picture('', name, picture);
			}
			return;
		}
		const rows = text.split('\n').length;
		if (rows >= fewestRows && text.length <= mostPasted) {
			// A text field knows one kind of row end.
			const pasted = text.replaceAll(/\r\n?/gu, '\n');
			this.#pasted = { start: this.#input.selectionStart, text: pasted };
			this.#around.post({ type: 'pasted', text: pasted });
		}
	}

	#over(event: DragEvent): void {
		const { dataTransfer } = event;
		const types = dataTransfer?.types ?? [];
		if (dataTransfer && ['Files', ...addressTypes].some(type => types.includes(type))) {
			event.preventDefault();
			dataTransfer.dropEffect = 'copy';
			this.element.hidden = false;
		}
	}

	#drop(event: DragEvent): void {
		this.element.hidden = true;
		const { dataTransfer } = event;
		if (!dataTransfer) {
			return;
		}
		const uris = addressTypes
			.map(type => dataTransfer.getData(type).split(/[\r\n]+/u))
			.map(rows => rows.filter(row => row !== '' && !row.startsWith('#')))
			.find(rows => rows.length > 0);
		const files = [...dataTransfer.files];
		if (!uris && files.length === 0) {
			return;
		}
		event.preventDefault();
		if (uris) {
			this.#around.post({ type: 'attachUris', uris: uris.slice(0, 100) });
		} else {
			for (const file of files.slice(0, 100)) {
				void (isPicture(file) ? this.#picture('', file.name, file) : this.#textFile(file));
			}
		}
	}

	async #picture(id: string, name: string, blob: Blob): Promise<void> {
		const picture = await scaledPicture(blob);
		this.#around.post(
			picture ? { type: 'picture', id, name, picture } : { type: 'unreadable', name },
		);
	}

	async #textFile(file: File): Promise<void> {
		const { post } = this.#around;
		const text = file.size > largestText ? undefined : await file.text().catch(() => undefined);
		if (text === undefined || text.includes('\0')) {
			post({ type: 'unreadable', name: file.name });
		} else {
			post({ type: 'attachText', name: file.name, text });
		}
	}
}

function isPicture({ type }: File): boolean {
	return /^image\/(?:png|jpeg|webp)$/u.test(type);
}

function typeOf(name: string): string {
	const ending = /\.(\w+)$/u.exec(name)?.[1]?.toLowerCase() ?? '';
	return `image/${ending === 'jpg' ? 'jpeg' : ending}`;
}
