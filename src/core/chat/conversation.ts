import type { Message } from '../gateway/gateway.ts';
import type { Question, Turn } from './turn.ts';

/**
 * The turns as messages for the model: what was asked, what was answered. A question that got no
 * word of answer is left out, unless it is the one to answer now, since two questions in a row make
 * the model answer both. An answer that is to be continued is the last message.
 *
 * @param ask Writes a question with what was sent along.
 */
export function conversation(
	turns: readonly Turn[],
	ask: (question: Question) => string = plainQuestion,
): readonly Message[] {
	const last = turns.at(-1);
	return turns.flatMap((turn): Message[] => {
		const question: Message = { role: 'user', content: ask(turn.question) };
		if (turn === last && !turn.settled && turn.answer === '') {
			return [question];
		}
		return turn.answer === '' ? [] : [question, { role: 'assistant', content: turn.answer }];
	});
}

/** The question, each attachment before it under its label, JSON-quoted since labels are data. */
export function plainQuestion({ text, context }: Question): string {
	const attached = context.map(
		({ label, text: body }) => `Attached ${JSON.stringify(label)}:\n\n${body}\n`,
	);
	return [...attached, text].join('\n');
}
