import * as vscode from 'vscode';
import type { Turn } from '../../core/chat/turn.ts';
import type { Message } from '../../core/gateway/gateway.ts';
import { chatPrompt, type ChatEntry } from '../../core/prompt/chat.ts';
import { explainSystem } from '../../core/prompt/explain.ts';
import { halved, halvedText } from '../../core/prompt/halved.ts';
import type { Settings } from '../settings.ts';

/** Builds requests out of turns, with the settings as they are at that moment. */
export function createChatPrompt(
	settings: Settings,
): (turns: readonly Turn[]) => readonly Message[] {
	return turns => {
		const language = { replyLanguage: settings.replyLanguage, locale: vscode.env.language };
		const { instructions, contextTokens: maxTokens } = settings;
		const { question, answer = '' } = turns.at(-1) ?? {};
		const times = question?.halved ?? 0;
		// What a cut answer says already comes last: the model goes on from there.
		const begun = answer === '' ? [] : [{ role: 'assistant' as const, content: answer }];
		if (question?.task === 'explain') {
			// Self-contained: what was talked about before would only distract.
			return [
				{
					role: 'system',
					content: explainSystem({ ...language, instructions, depth: settings.explainDepth }),
				},
				{ role: 'user', content: halvedText(times, question.text) },
				...begun,
			];
		}
		const entries = entriesOf(turns);
		const within = (tokens: number) =>
			chatPrompt({ ...language, instructions, maxTokens: tokens, entries });
		return [...halved(times, maxTokens, within).messages, ...begun];
	};
}

function entriesOf(turns: readonly Turn[]): readonly ChatEntry[] {
	return turns.flatMap(({ question, answer }, i) => [
		{
			role: 'user' as const,
			text: question.text,
			attachments: question.context.map(({ label, text }) => ({
				path: label,
				languageId: '',
				text,
			})),
		},
		// The last one is the question that is being answered.
		...(i < turns.length - 1 ? [{ role: 'assistant' as const, text: answer }] : []),
	]);
}
