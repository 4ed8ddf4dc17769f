import type { Image, Message } from '../gateway/gateway.ts';
import type { ContextUse, Cut } from './cut.ts';
import { surroundings } from './excerpt.ts';
import { fenced, fenceFor, quoted } from './fence.ts';
import { replyLanguageName, type ReplyLanguage } from './language.ts';
import { blocksAreData, systemText, type Prompt, type PromptOptions } from './prompt.ts';
import { rowsOf, slice } from './rows.ts';
import { estimateTokens, messageTokens, weigh } from './tokens.ts';

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
 * out, oldest first, whole, an answer together with its question, but their pictures before their
 * words; then of the question the oldest pictures are left out and attachments are cut at a row end.
 * The question's own words always go.
 */
export function chatPrompt(options: ChatPromptOptions): ChatPrompt {
	const { entries, maxTokens, pictures = true } = options;
	const look = pictures ? 'shown' : 'unseen';
	const system = systemText('chat', role, rules(options), options.instructions);
	const first: Message = { role: 'system', content: system };
	const last = entries.at(-1);
	if (last === undefined) {
		const used = estimateTokens(system);
		return { messages: [first], use: { used, limit: maxTokens, cut: [] } };
	}
	const cut: Cut[] = [];
	const room = maxTokens - estimateTokens(system);
	const question = entryMessage(last, room, look, cut);
	const before = entries.slice(0, -1);
	const earlier = latest(before, room - messageTokens(question), look, cut);
	const gone = before.filter(({ text }) => text.trim() !== '').length;
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

/** What becomes of pictures: the model looks at them, it takes none, or they do not fit. */
type Look = 'shown' | 'unseen' | 'tooMuch';

/** The latest whole exchanges that fit `room` tokens, the older ones without their pictures. */
function latest(
	entries: readonly ChatEntry[],
	room: number,
	pictures: Look,
	cut: Cut[],
): readonly Message[] {
	const kept: Message[] = [];
	let left = room;
	let look = pictures;
	let pending: ChatEntry[] = [];
	for (const entry of entries.toReversed()) {
		pending.push(entry);
		if (entry.role !== 'user') {
			continue;
		}
		let one = exchange(pending, look);
		if (one.tokens > left && look === 'shown') {
			look = 'tooMuch';
			one = exchange(pending, look);
		}
		left -= one.tokens;
		if (left < 0) {
			break;
		}
		kept.push(...one.messages);
		cut.push(...one.cut);
		pending = [];
	}
	return kept.toReversed();
}

/** The messages of a question and its answer. An answer that never came is no message. */
function exchange(entries: readonly ChatEntry[], look: Look) {
	const told: Cut[] = [];
	const messages = entries
		.map(entry => entryMessage(entry, Infinity, look, told))
		.filter(({ content, images }) => content.trim() !== '' || images);
	return {
		messages,
		tokens: messages.reduce((sum, message) => sum + messageTokens(message), 0),
		// That the model takes none was told with the question.
		cut: told.filter(({ kind }) => kind === 'largePicture'),
	};
}

/** Attachments first, then the words; pictures behind them. */
function entryMessage(
	{ role: from, text, attachments = [] }: ChatEntry,
	room: number,
	look: Look,
	cut: Cut[],
): Message {
	const shown = look === 'shown' ? fitting(attachments, room - estimateTokens(text)) : [];
	const images = shown.flatMap(({ image }) => image ?? []);
	const parts: string[] = [];
	let left = room - messageTokens({ content: text, images });
	for (const attachment of attachments) {
		const seen = shown.includes(attachment) ? 'shown' : look === 'unseen' ? look : 'tooMuch';
		const part = attachment.image
			? pictureText(attachment, seen, cut)
			: attachmentText(attachment, left, cut);
		left -= estimateTokens(`${part}\n\n`);
		parts.push(part);
	}
	const content = [...parts, text].join('\n\n');
	return { role: from, content, ...(images.length > 0 && { images }) };
}

/** The attached pictures that fit `room` tokens; the oldest ones give way first. */
function fitting(attachments: readonly ChatAttachment[], room: number): readonly ChatAttachment[] {
	const all = attachments.filter(({ image }) => image);
	let left = room;
	const gone = all.findLastIndex(({ image }) => {
		left -= messageTokens({ content: '', images: image ? [image] : [] });
		return left < 0;
	});
	return all.slice(gone + 1);
}

const notShown = {
	shown: '',
	unseen: ' (left out: this model takes none)',
	tooMuch: ' (left out: it does not fit)',
} as const;

function pictureText({ path }: ChatAttachment, look: Look, cut: Cut[]): string {
	if (look !== 'shown') {
		cut.push({ kind: look === 'unseen' ? 'picture' : 'largePicture', label: path, count: 1 });
	}
	return `Attached picture: ${quoted(path)}${notShown[look]}`;
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
