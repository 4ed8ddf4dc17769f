import type { ErrorClass, Failure, Outcome, StoredResponse, Usage } from '../gateway/gateway.ts';
import { isBeyondCap } from '../gateway/sessionCap.ts';
import type { Cut } from '../prompt/cut.ts';
import type { ContextKind } from './contextKind.ts';
import type { SessionUsage } from './usage.ts';

/** A picture as it is sent. */
export interface Picture {
	readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
	/** Base64. */
	readonly bytes: string;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
}

/** Something sent along with a question: a selection, a file, a picture. */
export interface Attachment {
	/** What the chip says, e.g. `server.ts:10-24`. */
	readonly label: string;
	/** What is sent; empty for a picture. */
	readonly text: string;
	/** Absent in chats of before there were others than selections and files. */
	readonly kind?: ContextKind;
	/** VS Code's language id of the text. */
	readonly language?: string;
	/** The address of what it was taken from; absent if it is nowhere but here. */
	readonly source?: string;
	/** 0-based row of `source` that the text begins at. */
	readonly startRow?: number;
	readonly picture?: Picture;
}

/** What the person asked. */
export interface Question {
	/** What the model is asked. */
	readonly text: string;
	/** What the transcript shows instead of `text`; equal to it for a typed question. */
	readonly shown: string;
	readonly context: readonly Attachment[];
	readonly task: 'chat' | 'explain';
	/** How often the user had the context halved, since the model refused it as too long. */
	readonly halved?: number;
	/** What did not fit when it was sent. */
	readonly cut?: readonly Cut[];
}

/** How the answer of a turn ended. Durations are in milliseconds from the request. */
export interface Settled {
	readonly outcome: Outcome;
	readonly failure?: Failure;
	readonly usage?: Usage;
	/** The model that answered, as the gateway names it. */
	readonly model?: string;
	readonly duration: number;
	readonly firstTextAfter?: number;
	/** Yuan by list price, an estimate; absent where the usage or the price is unknown. */
	readonly cost?: number;
	/** What the conversation came to, this answer included. */
	readonly session?: SessionUsage;
	/** The answer is kept by the gateway, and to be deleted there with the conversation. */
	readonly stored?: StoredResponse;
	/** From the request to the first text, or to the end without any; only if reasoning came. */
	readonly reasoningDuration?: number;
}

/** One question and its answer. While `settled` is absent the answer is still arriving. */
export interface Turn {
	readonly id: string;
	/** Grows with each turn of a session, in all its branches; two windows may use one twice. */
	readonly seq: number;
	/** The turn that this one goes on from; `null` at the beginning. */
	readonly parent: string | null;
	/** The turn in whose place this one stands: one that brought no word, or was cut. */
	readonly replaces?: string;
	readonly question: Question;
	/** The model that was asked; what answered is `settled.model`. */
	readonly askedModel: string;
	readonly answer: string;
	readonly reasoning: string;
	readonly settled?: Settled;
}

/** A question and its whole answer, from outside of a chat. */
export type AnsweredQuestion = Pick<Turn, 'question' | 'askedModel' | 'answer' | 'reasoning'> & {
	readonly settled: Settled;
};

/** What asking resolves with: the result of `doubao.ask` and `doubao.explainSelection`. */
export interface AskResult {
	/** `refused`: nothing was sent (no key, a question that waits already, the session cap). */
	readonly outcome: Outcome | 'refused';
	readonly errorClass?: ErrorClass;
	readonly text: string;
	readonly reasoning: string;
	readonly usage?: Usage;
	readonly model?: string;
	/** Why nothing was sent, for `refused`, where it is known; else `errorClass` tells. */
	readonly reason?: string;
}

/** The result of a question that was never sent. */
export function unsent(outcome: 'refused' | 'aborted'): AskResult {
	return { outcome, text: '', reasoning: '' };
}

/** The result of a turn that has settled. */
export function askResult(turn: Pick<Turn, 'answer' | 'reasoning'>, settled: Settled): AskResult {
	const unpaid = settled.failure !== undefined && isBeyondCap(settled.failure);
	return {
		outcome: unpaid ? 'refused' : settled.outcome,
		...(settled.failure && { errorClass: settled.failure.class }),
		text: turn.answer,
		reasoning: turn.reasoning,
		...(settled.usage && { usage: settled.usage }),
		...(settled.model !== undefined && { model: settled.model }),
	};
}

/**
 * Whether the model that answered is another one than was asked. Gateways spell one model in
 * several ways (`doubao-seed-2-0-code`, `doubao-seed-2.0-code`) and append a date or `-preview`.
 * The built-in demo answers in place of any model, and its name says all that there is to say.
 */
export function modelDiffers(asked: string, answered: string | undefined): boolean {
	if (answered === undefined || answered === '' || answered === 'demo' || asked === '') {
		return false;
	}
	const [wanted, got] = [asked, answered].map(name => name.toLowerCase().replaceAll('.', '-'));
	return wanted !== got && !(got ?? '').startsWith(`${wanted}-`);
}
