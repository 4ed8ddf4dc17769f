import type { ErrorReport } from './failure.ts';
import type { StoredResponse, ToolCall, Usage } from './gateway.ts';
import { asCount, asObject, asText } from './json.ts';

/** Characters of text and reasoning together: 16 MiB of UTF-16 units is far beyond any model. */
const longestAnswer = 16 * 1024 * 1024;

/** Blank characters before the first word that are kept back to look for a `<think>` behind them. */
const mostBlanks = 1024;

/** Characters that a tool call or another entry of a list takes beside its texts. */
const entryLength = 64;

/** How the model itself ended its answer. */
export type Ending = 'complete' | 'truncated' | 'filtered';

/** Hears of an answer as it grows: of text when it is delivered, of the rest at once. */
interface AnswerListener {
	text(delta: string): void;
	reasoning(delta: string): void;
	usage(usage: Usage): void;
	/** A tool call has grown. */
	toolCall(): void;
}

const thinkOpen = '<think>';
const thinkClose = '</think>';

/**
 * Gathers one answer from the events of either protocol. It never splits a surrogate pair between
 * two deltas, and takes a `<think>` block at the very start of the text for reasoning.
 */
export class Answer {
	/** As far as it was delivered. */
	text = '';
	reasoning = '';
	usage: Usage | undefined;
	model: string | undefined;
	responseId: string | undefined;
	stored: StoredResponse | undefined;
	ending: Ending | undefined;
	finishReason: string | undefined;
	/** What the server reported before the answer was complete: it ends the answer. */
	error: ErrorReport | undefined;
	/** What the server reported after the answer was complete: the answer stands. */
	warning: ErrorReport | undefined;
	/** Something was lost or unreadable on the way. */
	damaged = false;
	/** By a key of the interpreter's own, in the order in which they came. */
	readonly toolCalls = new Map<string, ToolCall>();

	readonly #listener: AnswerListener;
	/** Where in the text we are: it may start with a `<think>` block, or be inside one. */
	#place: 'start' | 'thinking' | 'thought' | 'text' = 'start';
	/** Characters that can not be judged before more arrive. */
	#held = '';
	/** Text that the listener has not heard of yet; joined, its pieces are garbage at once. */
	#fresh: string[] = [];
	/** Characters that are kept beside text and reasoning, those of tool calls among them. */
	#besides = 0;

	constructor(listener: AnswerListener) {
		this.#listener = listener;
	}

	/** True as soon as the user can see something, so that a repeated request would show twice. */
	get started(): boolean {
		return this.text !== '' || this.reasoning !== '' || this.toolCalls.size > 0;
	}

	get tooLong(): boolean {
		return this.text.length + this.reasoning.length + this.#besides > longestAnswer;
	}

	/** Counts what an interpreter keeps for an answer beside its text. */
	countBesides(text: string): void {
		this.#besides += text.length + entryLength;
	}

	addText(delta: string): void {
		if (this.#place === 'text') {
			this.#emitText(delta);
			return;
		}
		this.#held += delta;
		this.#sortHeld();
	}

	addReasoning(delta: string): void {
		if (delta !== '') {
			this.deliver();
			this.reasoning += delta;
			this.#listener.reasoning(delta);
		}
	}

	/** Takes over what is new about a call; an id or a name that is known stays. */
	addToolCall(key: string, { id, name, arguments: added }: ToolCall): void {
		const known = this.toolCalls.get(key);
		if (!known) {
			this.countBesides(key + id + name);
		}
		this.toolCalls.set(key, {
			id: known?.id || id,
			name: known?.name || name,
			arguments: (known?.arguments ?? '') + added,
		});
		this.#growToolCalls(added.length);
	}

	/** Replaces the arguments of a call by what the server says they are. */
	settleToolCall(key: string, settled: ToolCall): void {
		const known = this.toolCalls.get(key)?.arguments ?? '';
		this.addToolCall(key, { ...settled, arguments: '' });
		if (settled.arguments !== '') {
			const { id, name } = this.toolCalls.get(key) ?? settled;
			this.toolCalls.set(key, { id, name, arguments: settled.arguments });
			this.#growToolCalls(settled.arguments.length - known.length);
		}
	}

	setUsage(value: unknown): void {
		// Ark sends `null` with every delta.
		const usage = value === null ? undefined : readUsage(value);
		if (usage) {
			this.deliver();
			this.usage = usage;
			this.#listener.usage(usage);
		}
	}

	/** Tells the listener the text that came since the last time, as one delta. */
	deliver(): void {
		if (this.#fresh.length > 0) {
			const fresh = this.#fresh.join('');
			this.#fresh = [];
			this.text += fresh;
			this.#listener.text(fresh);
		}
	}

	/** Gives out what was held back; nothing more will come. */
	flush(): void {
		this.deliver();
		const held = this.#held;
		this.#held = '';
		if (this.#place === 'thinking') {
			this.addReasoning(held);
		} else if (held !== '') {
			this.#place = 'text';
			this.text += held;
			this.#listener.text(held);
		}
	}

	/** Replaces the text by what the server's final object says. */
	settleText(final: string): void {
		this.flush();
		const text = final.replace(/^\s*<think>[^]*?<\/think>[\r\n]*/, '');
		if (text.startsWith(this.text)) {
			this.#place = 'text';
			this.#emitText(text.slice(this.text.length));
			this.flush();
		}
		this.text = text;
	}

	/** A call is written for seconds without a word of text: that is no silence. */
	#growToolCalls(length: number): void {
		this.#besides += length;
		this.#listener.toolCall();
	}

	#emitText(delta: string): void {
		const joined = this.#held === '' ? delta : this.#held + delta;
		const last = joined.charCodeAt(joined.length - 1);
		const cut = last >= 0xd800 && last <= 0xdbff ? joined.length - 1 : joined.length;
		this.#held = joined.slice(cut);
		if (cut > 0) {
			const whole = cut === joined.length ? joined : joined.slice(0, cut);
			this.#fresh.push(whole);
		}
	}

	#sortHeld(): void {
		if (this.#place === 'start') {
			const start = this.#held.trimStart();
			if (start.startsWith(thinkOpen)) {
				this.#place = 'thinking';
				this.#held = start.slice(thinkOpen.length);
			} else if (!thinkOpen.startsWith(start) || this.#held.length > mostBlanks) {
				this.#release();
			}
		}
		if (this.#place === 'thinking') {
			this.#sortThinking();
		}
		if (this.#place === 'thought') {
			// The blank rows between the block and the answer belong to neither.
			this.#held = this.#held.replace(/^[\r\n]+/, '');
			if (this.#held !== '') {
				this.#release();
			}
		}
	}

	#sortThinking(): void {
		const end = this.#held.indexOf(thinkClose);
		if (end >= 0) {
			this.addReasoning(this.#held.slice(0, end));
			this.#held = this.#held.slice(end + thinkClose.length);
			this.#place = 'thought';
			return;
		}
		const keep = overlap(this.#held, thinkClose);
		this.addReasoning(this.#held.slice(0, this.#held.length - keep));
		this.#held = this.#held.slice(this.#held.length - keep);
	}

	#release(): void {
		const held = this.#held;
		this.#held = '';
		this.#place = 'text';
		this.#emitText(held);
	}
}

/** The length of the longest end of `text` that `token` begins with. */
function overlap(text: string, token: string): number {
	for (let length = Math.min(token.length - 1, text.length); length > 0; length--) {
		if (text.endsWith(token.slice(0, length))) {
			return length;
		}
	}
	return 0;
}

/** Reads the usage of either protocol. Without both totals nothing is known. */
function readUsage(value: unknown): Usage | undefined {
	const usage = asObject(value);
	const inputTokens = asCount(usage?.['input_tokens'] ?? usage?.['prompt_tokens']);
	const outputTokens = asCount(usage?.['output_tokens'] ?? usage?.['completion_tokens']);
	if (!usage || inputTokens === undefined || outputTokens === undefined) {
		return undefined;
	}
	const input = asObject(usage['input_tokens_details'] ?? usage['prompt_tokens_details']);
	const output = asObject(usage['output_tokens_details'] ?? usage['completion_tokens_details']);
	const cachedTokens = asCount(input?.['cached_tokens']);
	const reasoningTokens = asCount(output?.['reasoning_tokens']);
	return {
		inputTokens,
		...(cachedTokens !== undefined && { cachedTokens }),
		outputTokens,
		...(reasoningTokens !== undefined && { reasoningTokens }),
	};
}

/** The text of a `content` that is a string, a list of parts, or null. */
export function textOf(content: unknown): string {
	if (typeof content === 'string') {
		return content;
	}
	if (!Array.isArray(content)) {
		return '';
	}
	return content.map(part => (typeof part === 'string' ? part : partText(part))).join('');
}

function partText(part: unknown): string {
	const object = asObject(part);
	return asText(object?.['text']) ?? asText(object?.['refusal']) ?? '';
}
