import type { ChatStrings } from '../core/chat/strings.ts';
import { element, textButton } from './dom.ts';

/** What an empty conversation shows: three things to try. A click fills the composer. */
export function emptyState(strings: ChatStrings, suggest: (text: string) => void): HTMLElement {
	const suggestions = [strings.tryExplain, strings.tryBug, strings.tryWrite];
	return element(
		'div',
		{ class: 'empty-state' },
		element('h2', {}, strings.emptyTitle),
		element('p', {}, strings.emptyText),
		element(
			'div',
			{ class: 'suggestions' },
			...suggestions.map(text =>
				textButton(text.replace(/ $/u, ' …'), 'suggestion', () => {
					suggest(text);
				}),
			),
		),
	);
}
