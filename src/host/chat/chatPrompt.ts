import * as vscode from 'vscode';
import type { ChangeQuestion } from '../../core/chat/sessionOptions.ts';
import type { Attachment, Question, Turn } from '../../core/chat/turn.ts';
import type { Message } from '../../core/gateway/gateway.ts';
import { takesPictures } from '../../core/gateway/pictures.ts';
import { chatPrompt, type ChatAttachment, type ChatEntry } from '../../core/prompt/chat.ts';
import type { ContextUse } from '../../core/prompt/cut.ts';
import { explainSystem } from '../../core/prompt/explain.ts';
import { halved, halvedText } from '../../core/prompt/halved.ts';
import type { Settings } from '../settings.ts';

/** Builds requests out of turns, with the settings as they are at that moment. */
export interface TurnPrompts {
	/** What is sent to answer the last turn. */
	readonly messages: (turns: readonly Turn[]) => readonly Message[];
	/** Whether the chosen model takes pictures. */
	readonly pictures: () => boolean;
	/** How full the context is with one more question, and what of it does not fit. */
	readonly use: (turns: readonly Turn[], question: Question) => ContextUse;
	/** A question that the model refused as too long, with half the context. */
	readonly trimmed: ChangeQuestion;
}

export function createTurnPrompts(settings: Settings): TurnPrompts {
	const language = () => ({ replyLanguage: settings.replyLanguage, locale: vscode.env.language });
	const chat = (entries: readonly ChatEntry[], maxTokens = settings.contextTokens) =>
		chatPrompt({
			...language(),
			instructions: settings.instructions,
			maxTokens,
			pictures: takesPictures(settings.gateway()),
			entries,
		});
	const use = (turns: readonly Turn[], question: Question) => {
		const entries = [
			...turns.flatMap(turn => [asked(turn.question), answered(turn)]),
			asked(question),
		];
		const within = (tokens: number) => chat(entries, tokens);
		return halved(question.halved ?? 0, settings.contextTokens, within).use;
	};
	return {
		messages: turns => {
			const { question, answer = '' } = turns.at(-1) ?? {};
			const times = question?.halved ?? 0;
			// What a cut answer says already comes last: the model goes on from there.
			const begun = answer === '' ? [] : [{ role: 'assistant' as const, content: answer }];
			if (question?.task === 'explain') {
				// Self-contained: what was talked about before would only distract.
				const { instructions, explainDepth: depth } = settings;
				return [
					{ role: 'system', content: explainSystem({ ...language(), instructions, depth }) },
					{ role: 'user', content: halvedText(times, question.text) },
					...begun,
				];
			}
			const entries = entriesOf(turns);
			const within = (tokens: number) => chat(entries, tokens);
			return [...halved(times, settings.contextTokens, within).messages, ...begun];
		},
		pictures: () => takesPictures(settings.gateway()),
		use,
		trimmed: (question, before) => {
			const { halved: times = 0, task } = question;
			const less = { ...question, halved: times + 1 };
			// What is left out more than before is told below the question, too.
			return task === 'chat' ? { ...less, cut: use(before, less).cut } : less;
		},
	};
}

function entriesOf(turns: readonly Turn[]): readonly ChatEntry[] {
	// The last one is the question that is being answered.
	return turns.flatMap((turn, i) => [
		asked(turn.question),
		...(i < turns.length - 1 ? [answered(turn)] : []),
	]);
}

function answered({ answer }: Turn): ChatEntry {
	return { role: 'assistant', text: answer };
}

function asked({ text, context }: Question): ChatEntry {
	return { role: 'user', text, attachments: context.map(toPrompt) };
}

function toPrompt({ label, text, language, picture }: Attachment): ChatAttachment {
	return {
		// It names the rows, too.
		path: label,
		languageId: language ?? '',
		text,
		...(picture && {
			image: {
				mimeType: picture.type,
				base64: picture.bytes,
				width: picture.width,
				height: picture.height,
			},
		}),
	};
}
