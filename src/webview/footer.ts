import type { SettledView } from '../core/chat/protocol.ts';
import { fill } from '../core/chat/strings.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import { element } from './dom.ts';

/** A count in the display language. */
export function count(value: number): string {
	return value.toLocaleString(language());
}

/** Milliseconds as seconds, with one decimal below a minute. */
export function seconds(milliseconds: number, strings: ChatStrings): string {
	const digits = milliseconds < 60_000 ? 1 : 0;
	const value = (milliseconds / 1000).toLocaleString(language(), {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	});
	return fill(strings.took, value);
}

/** What stands under an answer: the model always, what it cost if the user wants to see it. */
export function footer(
	settled: SettledView,
	strings: ChatStrings,
	showUsage: boolean,
): HTMLElement {
	const { model, modelDiffers, usage, duration } = settled;
	const made = element('span', { class: 'meter' });
	const part = (text: string, title = '', look = '') =>
		made.append(element('span', { ...(look && { class: look }), ...(title && { title }) }, text));
	if (model !== '') {
		const title = fill(modelDiffers ? strings.answeredByOther : strings.answeredBy, model);
		part(model, title, modelDiffers ? 'model-used other' : 'model-used');
	}
	if (showUsage) {
		part(
			usage
				? fill(strings.usage, count(usage.inputTokens), count(usage.outputTokens))
				: strings.usageUnknown,
		);
		part(seconds(duration, strings));
	}
	return made;
}

function language(): string | undefined {
	const { lang } = document.documentElement;
	return lang === '' || !Intl.NumberFormat.supportedLocalesOf([lang]).length ? undefined : lang;
}
