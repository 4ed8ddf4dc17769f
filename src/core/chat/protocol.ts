/**
 * The border between the extension host and the chat panel. Compiled into both ends; each end
 * checks what it receives, since neither trusts the other: a panel may outlive an update, and what
 * arrives in a window's message event may come from anybody.
 */
import type { Cut } from '../prompt/cut.ts';
import type { MeterView } from './meter.ts';
import type { ContextFromWebview, ContextToWebview } from './contextProtocol.ts';
import { fromWebviewShapes, toWebviewShapes } from './protocolShapes.ts';
import type { Shapes } from './protocolShapes.ts';
import { object, oneOf } from './shape.ts';
import type { Check } from './shape.ts';
import type { ChatStrings } from './strings.ts';

/** How the composer and the transcript behave; from the user's settings. */
export interface ChatSettings {
	readonly sendKey: 'enter' | 'ctrlEnter';
	readonly showUsage: boolean;
	/** Whether the model thinks before it answers. */
	readonly thinking: boolean;
}

/** A failure as the panel shows it. The button's command is known to the host only. */
export interface AlertView {
	readonly text: string;
	/** The title of the button that helps. */
	readonly action: string | null;
	/** Milliseconds that the gateway asks to wait before a retry, where it says so. */
	readonly retryAfter?: number;
}

export interface SettledView {
	readonly outcome: 'complete' | 'truncated' | 'filtered' | 'interrupted' | 'aborted' | 'error';
	readonly alert: AlertView | null;
	readonly usage: {
		readonly inputTokens: number;
		readonly cachedTokens?: number;
		readonly outputTokens: number;
		readonly reasoningTokens?: number;
	} | null;
	readonly meter?: MeterView;
	/** The model that answered, else the one that was asked. */
	readonly model: string;
	readonly modelDiffers: boolean;
	/** Milliseconds. */
	readonly duration: number;
	/** Milliseconds of thinking; `null` if none was seen. */
	readonly reasoningDuration: number | null;
}

export interface TurnView {
	readonly id: string;
	readonly question: string;
	/** The question is longer than what is shown of it. */
	readonly questionCut?: true;
	/** Whether the question is what the user typed; else it was made by a command. */
	readonly editable: boolean;
	/** Which version of the turn this is, counted from 1; `null` while it is the only one. */
	readonly version: { readonly index: number; readonly count: number } | null;
	/** Labels of what was sent along. */
	readonly context: readonly string[];
	/** What did not fit. */
	readonly cut: readonly Cut[];
	readonly answer: string;
	readonly reasoning: string;
	/** `null` while the answer is arriving. */
	readonly settled: SettledView | null;
}

/** A session in the list of all. */
export interface SessionView {
	readonly id: string;
	readonly title: string;
	/** When its last turn began, in milliseconds since the epoch. */
	readonly used: number;
	readonly pinned: boolean;
	readonly streaming: boolean;
	/** Whether the panel shows it. */
	readonly open: boolean;
}

export interface GatewayChoice {
	readonly id: string;
	readonly name: string;
}

/** Extension host → panel. */
export type ToWebview =
	| ContextToWebview
	| { readonly type: 'init'; readonly strings: ChatStrings }
	| { readonly type: 'settings'; readonly settings: ChatSettings }
	/** Replaces the whole transcript; the latest turns follow one by one, then `length`. */
	| { readonly type: 'show'; readonly sessionId: string; readonly draft: string }
	/** Adds a turn at the end, or with `first` before all others, or replaces the one with its id. */
	| { readonly type: 'turn'; readonly turn: TurnView; readonly first?: true }
	/** The open branch has so many turns, those included that were not sent; others follow on demand. */
	| { readonly type: 'length'; readonly length: number }
	| {
			readonly type: 'append';
			readonly turnId: string;
			readonly text: string;
			readonly reasoning: string;
	  }
	| {
			readonly type: 'waiting';
			readonly turnId: string;
			readonly reason: 'silence' | 'retry';
			readonly delay: number | null;
	  }
	| { readonly type: 'settle'; readonly turnId: string; readonly settled: SettledView }
	| { readonly type: 'remove'; readonly turnId: string }
	/** The question that waits behind the running answer, as shown. */
	| { readonly type: 'queue'; readonly question: string | null }
	/** Puts text that was not sent back where it can be edited, before what stands there. */
	| { readonly type: 'compose'; readonly text: string }
	| { readonly type: 'focus' }
	/** Opens the list of sessions, or brings it up to date where it is open. */
	| {
			readonly type: 'history';
			readonly sessions: readonly SessionView[];
			readonly reveal: boolean;
	  }
	/** Something that the user should know until it is over; empty once it is. */
	| { readonly type: 'notice'; readonly text: string }
	| { readonly type: 'connection'; readonly gatewayName: string; readonly model: string }
	/** Shows the first-run form with these gateways, or hides it. */
	| {
			readonly type: 'firstRun';
			readonly gateways: readonly GatewayChoice[] | null;
			readonly selected: string;
	  }
	| { readonly type: 'firstRunResult'; readonly ok: boolean; readonly message: string };

/** Panel → extension host. */
export type FromWebview =
	| ContextFromWebview
	| { readonly type: 'ready' }
	| { readonly type: 'ask'; readonly text: string }
	| { readonly type: 'draft'; readonly text: string }
	| { readonly type: 'stop' }
	/** Take the waiting question back. */
	| { readonly type: 'unqueue' }
	| { readonly type: 'think'; readonly on: boolean }
	| { readonly type: 'newChat' }
	/** Send some of the turns before this one. */
	| { readonly type: 'earlier'; readonly turnId: string }
	| { readonly type: 'historyClosed' }
	| { readonly type: 'openSession'; readonly sessionId: string }
	| { readonly type: 'renameSession'; readonly sessionId: string; readonly title: string }
	| { readonly type: 'pinSession'; readonly sessionId: string; readonly pinned: boolean }
	| { readonly type: 'deleteSession'; readonly sessionId: string }
	/** Takes a deletion back. */
	| { readonly type: 'restoreSession'; readonly sessionId: string }
	| { readonly type: 'retry'; readonly turnId: string }
	/** Ask once more beside a turn, with the same question or with another. */
	| { readonly type: 'regenerate'; readonly turnId: string }
	| { readonly type: 'edit'; readonly turnId: string; readonly text: string }
	/** Show the version of a turn before or after. */
	| { readonly type: 'step'; readonly turnId: string; readonly by: 1 | -1 }
	/** Let the model go on with an answer that was cut. */
	| { readonly type: 'continue'; readonly turnId: string }
	| { readonly type: 'failureAction'; readonly turnId: string }
	| { readonly type: 'copyMessage'; readonly turnId: string; readonly part: 'question' | 'answer' }
	| { readonly type: 'copyCode'; readonly code: string }
	| { readonly type: 'insertCode'; readonly code: string }
	| { readonly type: 'insertIntoTerminal'; readonly code: string }
	/** Put a block of an answer where it belongs. */
	| {
			readonly type: 'applyCode';
			readonly turnId: string;
			readonly code: string;
			readonly language: string;
	  }
	| { readonly type: 'newFile'; readonly code: string; readonly language: string }
	| { readonly type: 'openLink'; readonly url: string }
	/** Open a file of the workspace; lines are counted from 1. */
	| {
			readonly type: 'openPlace';
			readonly path: string;
			readonly line: number;
			readonly endLine: number;
	  }
	| { readonly type: 'selectModel' }
	| { readonly type: 'saveKey'; readonly gateway: string; readonly key: string }
	| { readonly type: 'tryDemo' };

interface Tagged {
	readonly type: string;
}

/** One handler for every message type: forgetting one does not compile. */
export type Handlers<M extends Tagged> = {
	readonly [T in M['type']]: (message: Extract<M, { readonly type: T }>) => void;
};

/**
 * Turns handlers into a listener for what the other end posts.
 *
 * @returns A function that tells whether the message was one of ours, with exactly the fields that
 * it should have. What is not is worth a log line, not an exception.
 */
function receiver<M extends Tagged>(
	shapes: Shapes<M>,
	handlers: Handlers<M>,
): (message: unknown) => boolean {
	const checks = new Map<string, Check>();
	for (const [type, shape] of Object.entries<Readonly<Record<string, Check>>>(shapes)) {
		checks.set(type, object({ ...shape, type: oneOf(type) }));
	}
	const byType = new Map<string, (message: never) => void>(Object.entries(handlers));
	return message => {
		const type = tagOf(message);
		if (type === undefined || checks.get(type)?.(message) !== true) {
			return false;
		}
		// oxlint-disable-next-line no-unsafe-type-assertion -- every field was checked just above
		byType.get(type)?.(message as never);
		return true;
	};
}

function tagOf(message: unknown): string | undefined {
	return typeof message === 'object' &&
		message !== null &&
		'type' in message &&
		typeof message.type === 'string'
		? message.type
		: undefined;
}

/** For the panel: a listener for what the host posts. */
export function receiveInWebview(handlers: Handlers<ToWebview>): (message: unknown) => boolean {
	return receiver(toWebviewShapes, handlers);
}

/** For the host: a listener for what the panel posts. */
export function receiveInHost(handlers: Handlers<FromWebview>): (message: unknown) => boolean {
	return receiver(fromWebviewShapes, handlers);
}
