/** The part of the border that is about what goes along with a question. */
import type { ContextUse, Cut } from '../prompt/cut.ts';
import { contextKinds, type ContextKind } from './contextKind.ts';
import { list, number, object, oneOf, text, type Check, type ShapeOf } from './shape.ts';
import type { Picture } from './turn.ts';

/** Something that will be sent along with the next question. */
export interface AttachmentView {
	readonly label: string;
	readonly kind: ContextKind;
	/** Estimated. */
	readonly tokens: number;
	/** Number of characters in it that cannot be seen. */
	readonly hidden: number;
}

/** A prompt file, offered behind `/`; the host puts its text in the place of its name. */
export interface PromptView {
	readonly name: string;
	readonly description: string;
}

/** Something that can be attached, as the list behind `@` shows it. */
export interface ContextChoice {
	/** Names it in `attach`; only the host knows what it stands for. */
	readonly key: string;
	readonly kind: ContextKind;
	readonly label: string;
	readonly detail: string;
}

/** Extension host → panel. */
export type ContextToWebview =
	/** All that will be sent along with the next question. */
	| { readonly type: 'attachments'; readonly attachments: readonly AttachmentView[] }
	/** A piece of a picture, in base64, that is to be made small enough; `picture` is the answer. */
	| {
			readonly type: 'scalePicture';
			readonly id: string;
			readonly name: string;
			readonly bytes: string;
			readonly last: boolean;
	  }
	/** What was pasted stands in a file that is open: a chip of this name may take its place. */
	| { readonly type: 'pastedFrom'; readonly label: string }
	/** Open the list of what can be attached. */
	| { readonly type: 'beginContext' }
	/** What stands in the composer is deleted with everything else. */
	| { readonly type: 'forgetDraft' }
	/** How full the context is with what stands in the composer. */
	| { readonly type: 'contextUse'; readonly use: ContextUse }
	/** All prompt files of the project. */
	| { readonly type: 'prompts'; readonly prompts: readonly PromptView[] }
	/** What fits the search of that name, best first; replaces what was told for it before. */
	| {
			readonly type: 'contextFound';
			readonly search: string;
			readonly choices: readonly ContextChoice[];
	  };

/** Panel → extension host. */
export type ContextFromWebview =
	/** What can be attached whose name is like `query`? */
	| { readonly type: 'findContext'; readonly search: string; readonly query: string }
	/** Attach what was found. */
	| { readonly type: 'attach'; readonly key: string }
	/** Files and folders were dropped. */
	| { readonly type: 'attachUris'; readonly uris: readonly string[] }
	/** A text file from elsewhere was dropped. */
	| { readonly type: 'attachText'; readonly name: string; readonly text: string }
	/** A picture was dropped or pasted, or is the one of that id that the host wanted scaled. */
	| {
			readonly type: 'picture';
			readonly id: string;
			readonly name: string;
			readonly picture: Picture;
	  }
	/** What was dropped can be sent neither as text nor as a picture. */
	| { readonly type: 'unreadable'; readonly name: string }
	/** Text of several rows was pasted. */
	| { readonly type: 'pasted'; readonly text: string }
	/** The pasted text was taken out of the message: attach it. */
	| { readonly type: 'attachPasted' }
	/** Show what an attachment holds. */
	| { readonly type: 'openAttachment'; readonly label: string }
	/** Show the request that sending would make now. */
	| { readonly type: 'showRequest' }
	/** Take an attachment away. */
	| { readonly type: 'detach'; readonly label: string };

type Shapes<M extends { readonly type: string }> = {
	readonly [T in M['type']]: ShapeOf<Omit<Extract<M, { readonly type: T }>, 'type'>>;
};

const id = text(100);
const label = text(1000);
const body = text(1_000_000);
/** An address. */
const path = text(10_000);
const kind = oneOf(...contextKinds);

/** What was left out of a request. */
export const cuts: Check = list(
	object<Cut>({
		kind: oneOf('lines', 'messages', 'picture', 'largePicture'),
		label,
		count: number,
	}),
	1000,
);

const picture = object<Picture>({
	type: oneOf('image/png', 'image/jpeg', 'image/webp'),
	bytes: value =>
		typeof value === 'string' && value.length < 1_000_000 && /^[A-Za-z0-9+/]*={0,2}$/u.test(value),
	width: number,
	height: number,
});

export const contextToWebviewShapes: Shapes<ContextToWebview> = {
	attachments: {
		attachments: list(
			object<AttachmentView>({ label, kind, tokens: number, hidden: number }),
			1000,
		),
	},
	scalePicture: { id, name: label, bytes: body, last: oneOf(true, false) },
	pastedFrom: { label },
	beginContext: {},
	forgetDraft: {},
	contextUse: { use: object<ContextUse>({ used: number, limit: number, cut: cuts }) },
	prompts: { prompts: list(object<PromptView>({ name: label, description: label }), 1000) },
	contextFound: {
		search: id,
		choices: list(object<ContextChoice>({ key: path, kind, label, detail: label }), 1000),
	},
};

export const contextFromWebviewShapes: Shapes<ContextFromWebview> = {
	findContext: { search: id, query: label },
	attach: { key: path },
	attachUris: { uris: list(path, 100) },
	attachText: { name: label, text: body },
	picture: { id, name: label, picture },
	unreadable: { name: label },
	pasted: { text: body },
	attachPasted: {},
	openAttachment: { label },
	showRequest: {},
	detach: { label },
};
