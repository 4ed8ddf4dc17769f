import { hiddenCharacters } from '../unicode.ts';
import type { Answer } from './answer.ts';
import { readError, readErrorBody, streamFailure } from './failure.ts';
import type { Failure, Outcome } from './gateway.ts';
import type { BodyEnd } from './sse.ts';

/** How an answer ended, and why. */
export interface Verdict {
	readonly outcome: Outcome;
	readonly failure?: Failure;
	readonly warning?: Failure;
}

interface Circumstances {
	/** An event of the body could not be read. */
	readonly damaged: boolean;
	/** The body was compressed. Cut early enough, it decompresses to nothing without an error. */
	readonly compressed: boolean;
	readonly url: string;
	readonly secrets: readonly string[];
}

/** Judges an answer with status 200 whose body has ended, or is of no further interest. */
export function judgeBody(end: BodyEnd, answer: Answer, circumstances: Circumstances): Verdict {
	const { url, secrets } = circumstances;
	answer.flush();
	const found = answer.error ?? errorIn(end);
	if (found && !answer.ending) {
		const failure = { httpStatus: 200, ...streamFailure(found, secrets), url };
		return { outcome: 'error', failure };
	}
	const warning = answer.warning ?? found;
	const noted = warning && { warning: streamFailure(warning, secrets) };
	if (end.kind === 'webPage') {
		return { outcome: 'error', failure: { class: 'endpoint', httpStatus: 200, url } };
	}
	if (circumstances.damaged || answer.damaged || end.kind === 'tooLong') {
		return { outcome: 'interrupted', failure: { class: 'protocol' } };
	}
	if (!answer.ending) {
		return unfinished(end, answer, circumstances);
	}
	return { ...finished(answer), ...noted };
}

function errorIn(end: BodyEnd) {
	if ((end.kind === 'done' || end.kind === 'events') && end.trailing) {
		return readError(end.trailing);
	}
	return end.kind === 'json' ? readError(end.json) : undefined;
}

function unfinished(
	end: BodyEnd,
	answer: Answer,
	{ url, secrets, compressed }: Circumstances,
): Verdict {
	if (end.kind === 'json' && !answer.started) {
		// Neither an answer of this protocol nor a plain error: some gateways send {code, msg}.
		const report = readErrorBody(JSON.stringify(end.json));
		const failure: Failure = report ? streamFailure(report, secrets) : { class: 'endpoint' };
		return { outcome: 'error', failure: { httpStatus: 200, ...failure, url } };
	}
	if (end.kind === 'rubbish') {
		return { outcome: 'interrupted', failure: { class: 'protocol' } };
	}
	const cut = end.kind !== 'empty' || compressed;
	return { outcome: 'interrupted', failure: { class: cut ? 'incomplete' : 'empty' } };
}

function finished({ ending = 'complete', text, toolCalls }: Answer): Verdict {
	if (ending === 'truncated') {
		return { outcome: ending, failure: { class: 'length' } };
	}
	if (ending === 'filtered') {
		return { outcome: ending, failure: { class: 'content_filter' } };
	}
	const empty = text.trim() === '' && toolCalls.size === 0;
	return { outcome: ending, ...(empty && { failure: { class: 'empty' } }) };
}

/**
 * Whether a complete answer may be applied without a look: nothing in it is hidden (CVE-2021-42574),
 * and no U+FFFD stands for bytes that were lost.
 */
export function mayApply({ text, toolCalls }: Answer): boolean {
	const sound = text.trim() !== '' && toolCalls.size === 0 && !text.includes('\ufffd');
	return sound && text.split(/\r\n|\r|\n/).every(row => hiddenCharacters(row).length === 0);
}
