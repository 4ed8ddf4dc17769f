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
		part(usage ? usageText(usage, strings) : strings.usageUnknown, usageTitle(settled, strings));
		part(seconds(duration, strings));
		meterParts(settled, strings, part);
	}
	return made;
}

/** The totals, and of them what came from the cache or went into thinking, where that is known. */
function usageText(
	{ inputTokens, cachedTokens, outputTokens, reasoningTokens }: NonNullable<SettledView['usage']>,
	strings: ChatStrings,
): string {
	const detailed = (total: number, part: number | undefined, template: string) =>
		part === undefined || part === 0 ? count(total) : fill(template, count(total), count(part));
	return fill(
		strings.usage,
		detailed(inputTokens, cachedTokens, strings.usageCached),
		detailed(outputTokens, reasoningTokens, strings.usageThought),
	);
}

/** What is known beyond the two totals, and the totals of the chat, one a row. */
function usageTitle({ usage, meter }: SettledView, strings: ChatStrings): string {
	const rows: string[] = [];
	if (usage && (usage.cachedTokens !== undefined || usage.reasoningTokens !== undefined)) {
		const shown = (tokens: number | undefined) => (tokens === undefined ? '?' : count(tokens));
		rows.push(fill(strings.usageDetails, shown(usage.cachedTokens), shown(usage.reasoningTokens)));
	}
	if (meter?.session) {
		const { inputTokens, outputTokens, rate } = meter.session;
		const pace = rate === undefined ? '?' : count(Math.round(rate));
		rows.push(fill(strings.usageOfChat, count(inputTokens), count(outputTokens), pace));
	}
	return rows.join('\n');
}

/** How fast it came, and what it cost. */
function meterParts(
	{ meter = {} }: SettledView,
	strings: ChatStrings,
	part: (text: string, title?: string) => void,
): void {
	const { firstText, rate, cost, session } = meter;
	if (firstText !== undefined) {
		part(fill(strings.firstText, decimals(firstText / 1000, 1)));
	}
	if (rate !== undefined) {
		part(fill(strings.tokenRate, count(Math.round(rate))));
	}
	if (cost !== undefined) {
		const template =
			session && session.unknown > 0 ? strings.costOfChatAtLeast : strings.costOfChat;
		const text =
			session && session.cost > cost
				? fill(template, yuan(cost), yuan(session.cost))
				: fill(strings.cost, yuan(cost));
		part(text, strings.costHint);
	}
}

/** Yuan with two digits that mean something: most answers cost less than a fen. */
function yuan(value: number): string {
	return value.toLocaleString(language(), { maximumSignificantDigits: 2 });
}

function decimals(value: number, digits: number): string {
	return value.toLocaleString(language(), {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	});
}

function language(): string | undefined {
	const { lang } = document.documentElement;
	return lang === '' || !Intl.NumberFormat.supportedLocalesOf([lang]).length ? undefined : lang;
}
