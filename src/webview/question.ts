import type { TurnView } from '../core/chat/protocol.ts';
import { longestText } from '../core/chat/protocolShapes.ts';
import { fill } from '../core/chat/strings.ts';
import { confirmCopied } from './codeBlock.ts';
import type { Surroundings } from './codeBlock.ts';
import { count } from './footer.ts';
import { cutSentence } from './contextMeter.ts';
import { element, iconButton, textButton } from './dom.ts';
import { icon } from './icons.ts';

/** What the user asked. It is text, whatever it looks like. */
export function questionArticle(turn: TurnView, around: Surroundings): HTMLElement {
	const { strings } = around;
	const article = element('article', {
		class: 'question',
		tabindex: '-1',
	});
	const row = element('div', { class: 'question-row' });
	const acts = element('span', { class: 'acts' });
	row.append(acts, element('div', { class: 'bubble' }, turn.question));
	if (turn.editable) {
		const edit = iconButton(strings.edit, icon('edit'), () => {
			const form = editForm(turn, around, () => {
				form.replaceWith(row);
				edit.focus();
			});
			row.replaceWith(form);
			form.querySelector('textarea')?.focus();
		});
		edit.classList.add('branching');
		acts.append(edit);
	}
	acts.append(copyButton(turn.id, around));
	article.append(row);
	if (turn.questionCut === true) {
		article.append(element('p', { class: 'mark' }, strings.questionCut));
	}
	if (turn.context.length > 0) {
		const labels = turn.context.map(label => element('li', {}, label));
		article.append(element('ul', { class: 'attached', 'aria-label': strings.attached }, ...labels));
	}
	if (turn.cut.length > 0) {
		const rows = turn.cut.map(cut => element('li', {}, cutSentence(cut, strings)));
		article.append(element('ul', { class: 'cuts', 'aria-label': strings.leftOut }, ...rows));
	}
	if (turn.version) {
		article.append(versions(turn.id, turn.version, around));
	}
	return article;
}

function copyButton(turnId: string, { strings, post, say }: Surroundings): HTMLElement {
	const copy = iconButton(strings.copy, icon('copy'), () => {
		post({ type: 'copyMessage', turnId, part: 'question' });
		say(strings.copied);
		confirmCopied(copy);
	});
	return copy;
}

/** `‹ 1/2 ›`: leads to the branches that began here. */
function versions(
	turnId: string,
	version: NonNullable<TurnView['version']>,
	{ strings, post }: Surroundings,
): HTMLElement {
	const previous = iconButton(strings.previousVersion, icon('previous'), () =>
		post({ type: 'step', turnId, by: -1 }),
	);
	const next = iconButton(strings.nextVersion, icon('chevron'), () =>
		post({ type: 'step', turnId, by: 1 }),
	);
	previous.disabled = version.index <= 1;
	next.disabled = version.index >= version.count;
	return element(
		'div',
		{ class: 'versions branching' },
		previous,
		element('span', {}, fill(strings.versionOf, version.index, version.count)),
		next,
	);
}

/** The question as a field. Enter asks anew, Escape goes back; input methods keep their keys. */
function editForm(turn: TurnView, { strings, post }: Surroundings, close: () => void): HTMLElement {
	const input = element('textarea', { rows: '2', 'aria-label': strings.editedQuestion });
	input.value = turn.question;
	const notice = element('p', { class: 'notice', role: 'alert' });
	notice.hidden = true;
	const send = () => {
		const isLong = input.value.length > longestText;
		notice.hidden = !isLong;
		notice.textContent = isLong ? fill(strings.tooLong, count(longestText)) : '';
		if (!isLong && input.value.trim() !== '') {
			close();
			post({ type: 'edit', turnId: turn.id, text: input.value });
		}
	};
	input.addEventListener('keydown', event => {
		if (event.isComposing || event.keyCode === 229) {
			return;
		}
		if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
			event.preventDefault();
			send();
		} else if (event.key === 'Escape') {
			event.preventDefault();
			event.stopPropagation();
			close();
		}
	});
	return element(
		'div',
		{ class: 'question-edit' },
		input,
		notice,
		element(
			'div',
			{ class: 'question-edit-buttons' },
			textButton(strings.cancel, 'button secondary', close),
			textButton(strings.askAgain, 'button', send),
		),
	);
}
