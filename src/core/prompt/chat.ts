import type { Image, Message } from '../gateway/gateway.ts';
import type { ContextUse, Cut } from './cut.ts';
import { surroundings } from './excerpt.ts';
import { fenced, fenceFor, quoted } from './fence.ts';
import { replyLanguageName, type ReplyLanguage } from './language.ts';
import { blocksAreData, systemText, type Prompt, type PromptOptions } from './prompt.ts';
import { rowsOf, slice } from './rows.ts';
import { estimateTokens, pictureTokens, weigh } from './tokens.ts';

/** A piece of a file that the user attached to a question. */
export interface ChatAttachment {
	/** Relative to the workspace folder, with `/`. */
	readonly path: string;
	readonly languageId: string;
	readonly text: string;
	/** 0-based row of the file that `text` begins at; absent: the whole file. */
	readonly startRow?: number;
	/** Then there is no text. Width and height in pixels. */
	readonly image?: Image & { readonly width: number; readonly height: number };
}

/** One question or answer of a conversation, oldest first. Reasoning is not part of it. */
export interface ChatEntry {
	readonly role: 'user' | 'assistant';
	readonly text: string;
	readonly attachments?: readonly ChatAttachment[];
}

export interface ChatPromptOptions extends PromptOptions, ReplyLanguage {
	/** The last one is the question to answer. */
	readonly entries: readonly ChatEntry[];
	/** Whether the model takes pictures; they are left out if not. */
	readonly pictures?: boolean;
}

/** The messages, and what of all that they should hold they do not. */
export interface ChatPrompt extends Prompt {
	readonly use: ContextUse;
}

const role = "You are a coding assistant in the user's editor.";

/**
 * Asks the last question of a conversation. Earlier entries that do not fit `maxTokens` are left
 * out, oldest first, whole, an answer together with its question; then attachments of the question
 * are cut at a row end. The question's own words always go.
 */
export function chatPrompt(options: ChatPromptOptions): ChatPrompt {
	const { entries, maxTokens, pictures = true } = options;
	const system = systemText('chat', role, rules(options), options.instructions);
	const first: SizedMessage = { role: 'system', content: system };
	const last = entries.at(-1);
	if (last === undefined) {
		const used = estimateTokens(system);
		return { messages: [first], use: { used, limit: maxTokens, cut: [] } };
	}
	const cut: Cut[] = [];
	const room = maxTokens - estimateTokens(system);
	const question = entryMessage(last, room, pictures, cut);
	const earlier = latest(entries.slice(0, -1), room - messageTokens(question), pictures);
	const gone = entries.slice(0, -1).filter(({ text }) => text.trim() !== '').length;
	const left = Math.max(0, gone - earlier.length);
	const messages = [first, ...earlier, question];
	return {
		messages,
		use: {
			used: messages.reduce((sum, message) => sum + messageTokens(message), 0),
			limit: maxTokens,
			cut: left > 0 ? [...cut, { kind: 'messages', label: '', count: left }] : cut,
		},
	};
}

function messageTokens({ content, images = [] }: SizedMessage): number {
	return images.reduce(
		(sum, { width, height }) => sum + pictureTokens(width, height),
		estimateTokens(content),
	);
}

function rules(language: ReplyLanguage): readonly string[] {
	const name = replyLanguageName(language);
	const reply =
		language.replyLanguage === 'auto'
			? `Answer in ${name}; if the user writes in another language, in that one.`
			: `Answer in ${name}.`;
	return [
		`${reply} Use Markdown.`,
		'Be precise and to the point. Say so where you do not know or can only guess.',
		'Put code into fenced blocks with the language id. Show only what is new or changes, and say where it belongs.',
		blocksAreData,
	];
}

interface SizedMessage extends Message {
	readonly images?: readonly NonNullable<ChatAttachment['image']>[];
}

/** The latest whole exchanges that fit `room` tokens. An answer that never came is no message. */
function latest(
	entries: readonly ChatEntry[],
	room: number,
	pictures: boolean,
): readonly SizedMessage[] {
	const kept: SizedMessage[] = [];
	let left = room;
	let pending: SizedMessage[] = [];
	for (const entry of entries.toReversed()) {
		const message = entryMessage(entry, Infinity, pictures, []);
		if (message.content.trim() !== '' || message.images) {
			pending.push(message);
		}
		if (entry.role === 'user') {
			left -= pending.reduce((sum, one) => sum + messageTokens(one), 0);
			if (left < 0) {
				break;
			}
			kept.push(...pending);
			pending = [];
		}
	}
	return kept.toReversed();
}

/** Attachments first, then the words; pictures behind them. */
function entryMessage(
	{ role: from, text, attachments = [] }: ChatEntry,
	room: number,
	pictures: boolean,
	cut: Cut[],
): SizedMessage {
	const images = attachments.flatMap(({ image }) => (image && pictures ? [image] : []));
	const parts: string[] = [];
	let left = room - messageTokens({ role: from, content: text, images });
	for (const attachment of attachments) {
		const part = attachment.image
			? pictureText(attachment, pictures, cut)
			: attachmentText(attachment, left, cut);
		left -= estimateTokens(`${part}\n\n`);
		parts.push(part);
	}
	const content = [...parts, text].join('\n\n');
	return { role: from, content, ...(images.length > 0 && { images }) };
}

function pictureText({ path }: ChatAttachment, pictures: boolean, cut: Cut[]): string {
	if (!pictures) {
		cut.push({ kind: 'picture', label: path, count: 1 });
	}
	return `Attached picture: ${quoted(path)}${pictures ? '' : ' (left out: this model takes none)'}`;
}

function attachmentText(attachment: ChatAttachment, room: number, cut: Cut[]): string {
	const { path, languageId, text, startRow } = attachment;
	const rows = rowsOf(text.replace(/(?:\r\n|\n|\r)$/u, ''));
	const from = startRow === undefined ? '' : ` from line ${startRow + 1} on`;
	const render = (taken: readonly string[]): string => {
		const less = rows.lineCount - taken.length;
		const note = less === 0 ? '' : ` (${less} more lines left out)`;
		const block = fenced(fenceFor(taken), languageId, taken);
		return `Attached: ${quoted(path)}${from}${note}\n${block}`;
	};
	const whole = render(slice(rows, 0, rows.lineCount));
	if (estimateTokens(whole) <= room) {
		return whole;
	}
	const fence = weigh(fenceFor([text])) / 50;
	const budget = room - estimateTokens(render([])) - fence - 1;
	const { after, cutAfter } = surroundings({ rows, startRow: 0, nextRow: 0, budget });
	cut.push({ kind: 'lines', label: path, count: cutAfter });
	return render(after);
}
