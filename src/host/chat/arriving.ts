import * as vscode from 'vscode';
import type { Sink } from '../../core/chat/feed.ts';
import type { FromWebview, Handlers } from '../../core/chat/protocol.ts';
import { isSecretFile } from '../../core/chat/secretFile.ts';
import type { Attachment, Picture } from '../../core/chat/turn.ts';
import type { Log } from '../../core/log.ts';
import { gatherUri, type AttachResult, type Gathered } from '../context/gather.ts';
import { pastedFrom } from '../context/pasted.ts';
import { wantsFromOutside } from '../context/secretFiles.ts';
import { plain } from '../plain.ts';

/** Base64 units of one message: no message is larger than 256 KB. */
const pieceLength = 192_000;

export interface ArrivingOptions {
	readonly sink: Sink;
	/** Whether the chosen model takes pictures. */
	readonly pictures: () => boolean;
	/** Attaches what was gathered. */
	readonly add: (gathered: Gathered) => Promise<AttachResult>;
	readonly log: Log;
}

type ArrivingMessage =
	| 'attachUris'
	| 'attachText'
	| 'picture'
	| 'unreadable'
	| 'pasted'
	| 'attachPasted';

/** What is dropped on the panel and pasted into it. Pictures are scaled there: it has a canvas. */
export class Arriving {
	readonly #options: ArrivingOptions;
	/** Pictures that the panel is scaling, by id: where they came from. */
	readonly #scaling = new Map<string, vscode.Uri>();
	#count = 0;
	#pasted: Attachment | undefined;

	constructor(options: ArrivingOptions) {
		this.#options = options;
	}

	handlers(panel: Sink): Pick<Handlers<FromWebview>, ArrivingMessage> {
		const { add, log } = this.#options;
		const run = (act: Promise<unknown>) =>
			void act.catch((error: unknown) => log.error(`chat: attaching failed: ${String(error)}`));
		return {
			attachUris: ({ uris }) => run(this.#addAll(uris)),
			attachText: ({ name, text }) => run(add(textFrom(name, text))),
			picture: ({ id, name, picture }) => run(this.#addPicture(id, name, picture)),
			unreadable: ({ name }) => run(add(unreadable(name))),
			pasted: ({ text }) => {
				this.#pasted = pastedFrom(text);
				if (this.#pasted) {
					panel.post({ type: 'pastedFrom', label: this.#pasted.label });
				}
			},
			attachPasted: () => {
				const attachment = this.#pasted;
				this.#pasted = undefined;
				run(attachment ? add({ attachment }) : Promise.resolve());
			},
		};
	}

	clear(): void {
		this.#scaling.clear();
		this.#pasted = undefined;
	}

	/** Has a picture of a file scaled by the panel, which then attaches it. */
	async scale(uri: vscode.Uri, name: string): Promise<AttachResult> {
		const { pictures, sink, add } = this.#options;
		if (!pictures()) {
			return add({ refused: noPictures(name) });
		}
		const bytes = await vscode.workspace.fs.readFile(uri);
		const id = String(++this.#count);
		this.#scaling.set(id, uri);
		let units = '';
		for (let start = 0; start < bytes.length; start += 0x8000) {
			units += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
		}
		const encoded = btoa(units);
		for (let start = 0; start < encoded.length; start += pieceLength) {
			const last = start + pieceLength >= encoded.length;
			const piece = encoded.slice(start, start + pieceLength);
			sink.post({ type: 'scalePicture', id, name, bytes: piece, last });
		}
		return { outcome: 'attached' };
	}

	async #addPicture(id: string, name: string, picture: Picture): Promise<void> {
		const { pictures, add } = this.#options;
		const source = this.#scaling.get(id);
		this.#scaling.delete(id);
		if (!pictures()) {
			await add({ refused: noPictures(name) });
			return;
		}
		const attachment = { label: name, text: '', kind: 'image', picture } as const;
		await add({ attachment: source ? { ...attachment, source: source.toString() } : attachment });
	}

	/** What the panel names is attached if it lies in a folder of this window, or the user says so. */
	async #addAll(addresses: readonly string[]): Promise<void> {
		for (const address of addresses) {
			const uri = vscode.Uri.parse(address);
			const inside = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
			if (inside || (await wantsFromOutside(uri))) {
				await this.#options.add(await gatherUri(uri));
			}
		}
	}
}

/** A file that came without an address: only its name tells whether it holds keys. */
function textFrom(name: string, text: string): Gathered {
	const path = isSecretFile(`/${name}`) ? { source: `untitled:/${encodeURIComponent(name)}` } : {};
	return { attachment: { label: name, text, kind: 'text', ...path } };
}

function unreadable(name: string): Gathered {
	return {
		refused: vscode.l10n.t(
			'{0} cannot be attached: it is neither a text of at most 200 KB nor a picture (PNG, JPEG, WebP).',
			plain(name),
		),
	};
}

function noPictures(name: string): string {
	return vscode.l10n.t(
		'{0} was not attached: the chosen model takes no pictures. Choose another model, for example doubao-seed-2-0-pro.',
		plain(name),
	);
}
