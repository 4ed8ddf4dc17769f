import type { SettledView } from '../core/chat/protocol.ts';
import { fill } from '../core/chat/strings.ts';
import type { ChatStrings } from '../core/chat/strings.ts';
import type { SessionUsage } from '../core/chat/usage.ts';
import { element, textButton } from './dom.ts';

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

/**
 * What stands under an answer: the model and the buttons always, what it cost if the user wants to
 * see it. One row tells the sums, and a press on it the rest.
 */
export function footer(
	settled: SettledView,
	acts: HTMLElement,
	strings: ChatStrings,
	showUsage: boolean,
): readonly HTMLElement[] {
	const { model, modelDiffers } = settled;
	const row = element('div', { class: 'footer' });
	if (model !== '') {
		const title = fill(modelDiffers ? strings.answeredByOther : strings.answeredBy, model);
		row.append(
			element('span', { class: modelDiffers ? 'model-used other' : 'model-used', title }, model),
		);
	}
	row.append(acts);
	if (!showUsage) {
		return [row];
	}
	const known = usageRows(settled, strings);
	const details = element(
		'ul',
		{ class: 'usage-details' },
		...known.map(one => element('li', {}, one)),
	);
	details.hidden = true;
	const sums = textButton(sumsOf(settled, strings), 'usage', () => {
		details.hidden = !details.hidden;
		sums.setAttribute('aria-expanded', String(!details.hidden));
	});
	sums.setAttribute('aria-expanded', 'false');
	sums.title = known.join('\n');
	row.append(sums);
	return [row, details];
}

/** Tokens, time and money, as few signs as say it. */
function sumsOf({ usage, duration, meter }: SettledView, strings: ChatStrings): string {
	const tokens =
		usage && fill(strings.usageShort, count(usage.inputTokens), count(usage.outputTokens));
	const cost = meter?.cost === undefined ? [] : [fill(strings.costShort, yuan(meter.cost))];
	return [tokens ?? strings.usageUnknown, seconds(duration, strings), ...cost].join(' · ');
}

/** All that is known of an answer's cost, and of the chat's. */
function usageRows(settled: SettledView, strings: ChatStrings): readonly string[] {
	const { usage, meter = {} } = settled;
	const { firstText, rate, cost, session } = meter;
	const pace = [
		...(firstText === undefined ? [] : [fill(strings.firstText, decimals(firstText / 1000, 1))]),
		...(rate === undefined ? [] : [fill(strings.tokenRate, count(Math.round(rate)))]),
	];
	return [
		usage ? usageText(usage, strings) : strings.usageUnknown,
		...(pace.length > 0 ? [pace.join(' · ')] : []),
		...(session ? [chatText(session, strings)] : []),
		...(cost === undefined ? [] : [costText(cost, session, strings), strings.costHint]),
	];
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

function chatText({ inputTokens, outputTokens, rate }: SessionUsage, strings: ChatStrings): string {
	const pace = rate === undefined ? [] : [fill(strings.tokenRate, count(Math.round(rate)))];
	const tokens = fill(strings.usageOfChat, count(inputTokens), count(outputTokens));
	return [tokens, ...pace].join(' · ');
}

function costText(cost: number, session: SessionUsage | undefined, strings: ChatStrings): string {
	if (!session || session.cost <= cost) {
		return fill(strings.cost, yuan(cost));
	}
	const template = session.unknown > 0 ? strings.costOfChatAtLeast : strings.costOfChat;
	return fill(template, yuan(cost), yuan(session.cost));
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
