import type { Message } from '../gateway/gateway.ts';
import { surroundings } from './excerpt.ts';
import { fenced, fenceFor, quoted } from './fence.ts';
import { replyLanguageName, type ReplyLanguage } from './language.ts';
import { blocksAreData, systemText, type Prompt, type PromptOptions } from './prompt.ts';
import { rowsOf, slice } from './rows.ts';
import { estimateTokens, weigh } from './tokens.ts';

/** A piece of a file that the user attached to a question. */
export interface ChatAttachment {
	/** Relative to the workspace folder, with `/`. */
	readonly path: string;
	readonly languageId: string;
	readonly text: string;
	/** 0-based row of the file that `text` begins at; absent: the whole file. */
	readonly startRow?: number;
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
}

const role = "You are a coding assistant in the user's editor.";

/**
 * Asks the last question of a conversation. Earlier entries that do not fit `maxTokens` are left
 * out, oldest first, whole, an answer together with its question; then attachments of the question
 * are cut at a row end. The question's own words always go.
 */
export function chatPrompt(options: ChatPromptOptions): Prompt {
	const { entries, maxTokens } = options;
	const system = systemText('chat', role, rules(options), options.instructions);
	const last = entries.at(-1);
	if (last === undefined) {
		return { messages: [{ role: 'system', content: system }] };
	}
	const room = maxTokens - estimateTokens(system);
	const question = entryText(last, room);
	const earlier = latest(entries.slice(0, -1), room - estimateTokens(question));
	return {
		messages: [
			{ role: 'system', content: system },
			...earlier,
			{ role: last.role, content: question },
		],
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

/** The latest whole exchanges that fit `room` tokens. An answer that never came is no message. */
function latest(entries: readonly ChatEntry[], room: number): readonly Message[] {
	const kept: Message[] = [];
	let left = room;
	let pending: Message[] = [];
	for (const entry of entries.toReversed()) {
		const content = entryText(entry, Infinity);
		if (content.trim() !== '') {
			pending.push({ role: entry.role, content });
		}
		if (entry.role === 'user') {
			left -= pending.reduce((sum, message) => sum + estimateTokens(message.content), 0);
			if (left < 0) {
				break;
			}
			kept.push(...pending);
			pending = [];
		}
	}
	return kept.toReversed();
}

/** Attachments first, then the words. */
function entryText({ text, attachments = [] }: ChatEntry, room: number): string {
	const parts: string[] = [];
	let left = room - estimateTokens(text);
	for (const attachment of attachments) {
		const part = attachmentText(attachment, left);
		left -= estimateTokens(`${part}\n\n`);
		parts.push(part);
	}
	return [...parts, text].join('\n\n');
}

function attachmentText(attachment: ChatAttachment, room: number): string {
	const { path, languageId, text, startRow } = attachment;
	const rows = rowsOf(text);
	const from = startRow === undefined ? '' : ` from line ${startRow + 1} on`;
	const render = (taken: readonly string[]): string => {
		const cut = rows.lineCount - taken.length;
		const note = cut === 0 ? '' : ` (${cut} more lines left out)`;
		const block = fenced(fenceFor(taken), languageId, taken);
		return `Attached: ${quoted(path)}${from}${note}\n${block}`;
	};
	const whole = render(slice(rows, 0, rows.lineCount));
	if (estimateTokens(whole) <= room) {
		return whole;
	}
	const fence = weigh(fenceFor([text])) / 50;
	const budget = room - estimateTokens(render([])) - fence - 1;
	return render(surroundings({ rows, startRow: 0, nextRow: 0, budget }).after);
}
