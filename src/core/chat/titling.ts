import type { Gateway } from '../gateway/gateway.ts';
import type { Turn } from './turn.ts';
import { withoutHidden } from '../unicode.ts';

/** Characters of a message that are shown to the model: a title needs no more. */
const longestPart = 2000;
/** Characters of a title. */
const longestTitle = 60;

/**
 * Has a model write the title of a conversation by its first turn. Never rejects.
 *
 * @returns `undefined` when no usable words came.
 */
export async function titleBy(
	gateway: Gateway,
	model: string,
	{ question, answer }: Turn,
	signal: AbortSignal,
): Promise<string | undefined> {
	const content = [
		'Write a title of at most six words for this conversation, in the language of the question.',
		'Answer with the title only: no quotes, no final stop.',
		`Question:\n${question.shown.slice(0, longestPart)}`,
		`Answer:\n${answer.slice(0, longestPart)}`,
	].join('\n\n');
	try {
		const request = {
			messages: [{ role: 'user' as const, content }],
			model,
			reasoning: 'off' as const,
			maxOutputTokens: 64,
			// Nobody asked for it.
			beyondCap: 'refuse' as const,
		};
		for await (const event of gateway.stream(request, signal)) {
			if (event.type === 'end') {
				const { outcome, text } = event.end;
				return outcome === 'complete' ? cleanTitle(text) : undefined;
			}
		}
	} catch {
		// A title is not worth a word: the first words of the question stay.
	}
	return undefined;
}

/** One short row of visible characters out of what a model wrote; `undefined` if nothing is left. */
export function cleanTitle(text: string): string | undefined {
	const row = text
		.split(/[\r\n]+/u)
		.map(one => withoutHidden(one).trim())
		.find(one => one !== '');
	const bare = (row ?? '')
		.replace(/^(?:title|标题)\s*[:：]\s*/iu, '')
		.replaceAll(/^[#*"'“”‘’「《\s`]+|[*"'“”‘’」》\s`。.]+$/gu, '')
		.trim();
	const characters = Array.from(bare);
	const short =
		characters.length > longestTitle ? `${characters.slice(0, longestTitle - 1).join('')}…` : bare;
	return short === '' ? undefined : short;
}

/** The first words of a question, not cut inside a character. */
export function titleOf(question: string): string {
	const words = question.trim().replaceAll(/\s+/gu, ' ');
	const characters = Array.from(words);
	return characters.length > longestTitle
		? `${characters.slice(0, longestTitle - 1).join('')}…`
		: words;
}
