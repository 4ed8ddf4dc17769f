import * as vscode from 'vscode';
import { billingPage } from '../core/gateway/endpoint.ts';
import type { Failure } from '../core/gateway/gateway.ts';
import { isBeyondCap } from '../core/gateway/sessionCap.ts';
import { connection, endpoint } from './failedAddress.ts';
import { pausedFailure, pausedSentence } from './pause.ts';

/** A failure as the user meets it: what happened, and the one button that helps. */
export interface Explanation {
	readonly text: string;
	/** The part of the text without what was kept, for a place that tells that in its own words. */
	readonly cause?: string;
	readonly action?: Action;
	/** The title of a button that asks once more with half the context, where that can be offered. */
	readonly trim?: string;
	/** Asking once more is what helps most, where that can be offered. */
	readonly retry?: boolean;
}

interface Action {
	readonly title: string;
	readonly command: string;
	readonly arguments?: readonly unknown[];
}

/**
 * The one place where a failure becomes a sentence and a button. Only our own sentences: the
 * server's words stay in the log, since they are untrusted text.
 */
export function explainFailure(failure: Failure): Explanation {
	const t = vscode.l10n.t;
	const setKey = { title: t('Set API Key'), command: 'doubao.setApiKey' };
	const chooseModel = { title: t('Choose Model'), command: 'doubao.selectModel' };
	const chooseGateway = { title: t('Choose Gateway'), command: 'doubao.selectGateway' };
	const showLog = { title: t('Show Log'), command: 'doubao.showLog' };
	const test = { title: t('Test Connection'), command: 'doubao.testConnection' };
	if (failure === pausedFailure) {
		return { text: pausedSentence(), action: { title: t('Resume'), command: 'doubao.resume' } };
	}
	if (isBeyondCap(failure)) {
		return beyondCap();
	}
	switch (failure.class) {
		case 'auth':
			return { text: auth(failure), action: setKey };
		case 'forbidden':
			return { text: t('This API key is not allowed to use the model.'), action: setKey };
		case 'billing':
			return {
				text: t('The gateway says that the account has no balance or has reached its limit.'),
				action: billing(failure) ?? chooseGateway,
			};
		case 'quota':
			return { text: quota(failure), action: chooseModel };
		case 'rate_limit':
			return { text: rateLimit(failure), action: showLog, retry: true };
		case 'model_not_found':
			return modelNotFound(failure, chooseModel);
		case 'endpoint':
			return endpoint(failure);
		case 'bad_request':
			return badRequest(failure, showLog);
		case 'context_length':
			return {
				text: t('Too much text for this model. Trim the context, or select less.'),
				trim: t('Trim Context'),
			};
		case 'content_filter':
			return { text: t('The provider’s content filter stopped the answer.'), action: showLog };
		case 'server':
			return {
				text: t('The gateway has a problem of its own. Try again in a moment.'),
				action: showLog,
				retry: true,
			};
		case 'timeout':
			return { ...timeout(failure), action: timeoutAction(failure) ?? showLog, retry: true };
		case 'connection':
			return {
				text: connection(failure),
				action: failure.cause === 'cors' ? chooseGateway : test,
				retry: failure.cause === 'broken',
			};
		case 'incomplete':
			return { ...kept(t('The answer ended early.')), action: showLog, retry: true };
		case 'protocol':
			return { ...kept(t('The answer arrived damaged.')), action: showLog, retry: true };
		case 'empty':
			return { text: t('The model sent an empty answer.'), action: showLog, retry: true };
		case 'length':
			return { ...kept(t('The answer was cut at the length limit.')), action: showLog };
	}
}

function badRequest({ code, field, httpStatus }: Failure, showLog: Action): Explanation {
	const t = vscode.l10n.t;
	return code === 'OwnField' && httpStatus === undefined
		? {
				text: t(
					'Works, but {0} in doubao.extraBody is not sent: Doubao sets this field itself, or could not make sense of the answer.',
					field ?? '',
				),
				action: {
					title: t('Check Extra Fields'),
					command: 'workbench.action.openSettings',
					arguments: ['doubao.extraBody'],
				},
			}
		: { text: t('The gateway refused the request as malformed.'), action: showLog };
}

function beyondCap(): Explanation {
	return {
		text: beyondCapSentence(),
		action: {
			title: vscode.l10n.t('Check Session Cap'),
			command: 'workbench.action.openSettings',
			arguments: ['doubao.usage.sessionCap'],
		},
	};
}

export function beyondCapSentence(): string {
	return vscode.l10n.t('Nothing was sent: it may exceed the session cap.');
}

function auth({ code, httpStatus }: Failure): string {
	const t = vscode.l10n.t;
	// A code that came from a server is none of ours, whatever it says.
	switch (httpStatus === undefined ? code : undefined) {
		case 'NoApiKey':
			return t('The gateway needs an API key first.');
		case 'MalformedApiKey':
			return t('The stored API key contains spaces or special characters. Enter it again.');
		default:
			return t('The gateway did not accept the API key.');
	}
}

/** Where to pay, where that is known; else the gateway's own site, unless it is on this computer. */
function billing({ url = '' }: Failure): Action | undefined {
	const page = billingPage(url);
	return page === undefined
		? undefined
		: {
				title: page.known
					? vscode.l10n.t('Open Billing Page')
					: vscode.l10n.t('Open Gateway Website'),
				command: 'vscode.open',
				arguments: [vscode.Uri.parse(page.url)],
			};
}

/** The server's own words are read for a time only, and only digits of them are shown. */
function quota({ detail = '' }: Failure): string {
	const reset = /reset at (\d{4}-\d\d-\d\d \d\d:\d\d)/i.exec(detail)?.[1];
	return reset === undefined
		? vscode.l10n.t('The plan’s quota is used up for now. Trying again at once cannot help.')
		: vscode.l10n.t('The plan’s quota is used up. It is renewed at {0}, gateway time.', reset);
}

function rateLimit({ retryAfter }: Failure): string {
	const t = vscode.l10n.t;
	if (retryAfter === undefined) {
		return t('Too many requests. Try again in a moment.');
	}
	const seconds = Math.ceil(retryAfter / 1000);
	return seconds <= 60
		? t('Too many requests. The gateway asks to wait {0} seconds.', seconds)
		: t('Too many requests. The gateway asks to wait until {0}.', clock(retryAfter));
}

/** The time of day in so many milliseconds, with the date where that is another day. */
function clock(delay: number): string {
	const time = new Date(Date.now() + delay);
	const sameDay = time.toDateString() === new Date().toDateString();
	return new Intl.DateTimeFormat(vscode.env.language, {
		timeStyle: 'short',
		...(!sameDay && { dateStyle: 'medium' }),
	}).format(time);
}

function modelNotFound({ nearestModel: id }: Failure, chooseModel: Action): Explanation {
	const t = vscode.l10n.t;
	return id === undefined
		? {
				text: t('The gateway does not offer this model under this name.'),
				action: chooseModel,
			}
		: {
				text: t('The gateway does not offer this model under this name. Did you mean {0}?', id),
				action: {
					title: t('Use {0}', id),
					command: 'doubao.selectModel',
					arguments: [{ id }],
				},
			};
}

function timeoutAction({ timer }: Failure): Action | undefined {
	return timer === 'headers'
		? { title: vscode.l10n.t('Test Connection'), command: 'doubao.testConnection' }
		: undefined;
}

function timeout({ timer }: Failure): Pick<Explanation, 'text' | 'cause'> {
	const t = vscode.l10n.t;
	switch (timer) {
		case 'firstToken':
			return { text: t('The gateway accepted the request but sent no text in time.') };
		case 'idle':
			return kept(t('The answer stalled.'));
		case 'total':
			return kept(t('The answer took too long.'));
		default:
			return { text: t('The gateway did not answer in time.') };
	}
}

function kept(cause: string): Required<Pick<Explanation, 'text' | 'cause'>> {
	return { text: sentences(cause, vscode.l10n.t('What had arrived was kept.')), cause };
}

/** Sentences as one text: Chinese has no blanks between them. */
export function sentences(...all: readonly string[]): string {
	const [first = '', ...others] = all.filter(one => one !== '');
	return others.reduce((text, one) => vscode.l10n.t('{0} {1}', text, one), first);
}
