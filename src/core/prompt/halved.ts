import type { Prompt } from './prompt.ts';
import { estimateTokens, messageTokens } from './tokens.ts';

/**
 * A prompt for a model that refused it as too long: its budget is what was sent, halved as often as
 * the user asked for. What the user wrote or selected still goes whole.
 *
 * @param times 0 for the prompt as it is.
 * @param build Makes the prompt within so many tokens.
 */
export function halved<P extends Prompt>(
	times: number,
	maxTokens: number,
	build: (maxTokens: number) => P,
): P {
	const whole = build(maxTokens);
	if (times <= 0) {
		return whole;
	}
	const sent = whole.messages.reduce((sum, message) => sum + messageTokens(message), 0);
	return build(Math.floor(sent / 2 ** times));
}

/** The last rows of a request that was written once and for all: they hold what it asks for. */
export function halvedText(times: number, text: string): string {
	if (times <= 0) {
		return text;
	}
	const room = estimateTokens(text) / 2 ** times;
	const rows = text.split('\n');
	let first = rows.length;
	for (let taken = 0; first > 0; first--) {
		taken += estimateTokens(`${rows[first - 1] ?? ''}\n`);
		if (taken > room) {
			break;
		}
	}
	return [`(${first} lines before this were left out)`, ...rows.slice(first)].join('\n');
}
