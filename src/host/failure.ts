import * as vscode from 'vscode';
import type { Failure } from '../core/gateway/gateway.ts';

/** A failure as the user meets it: what happened, and the one button that helps. */
export interface Explanation {
	readonly text: string;
	readonly action?: { readonly title: string; readonly command: string };
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
	const baseUrl = { title: t('Check Base URL'), command: 'doubao.openSettings' };
	const showLog = { title: t('Show Log'), command: 'doubao.showLog' };
	switch (failure.class) {
		case 'auth':
			return { text: t('The gateway did not accept the API key.'), action: setKey };
		case 'forbidden':
			return { text: t('This API key is not allowed to use the model.'), action: setKey };
		case 'billing':
			return {
				text: t('The gateway says that the account has no balance or has reached its limit.'),
				action: chooseGateway,
			};
		case 'quota':
			return {
				text: t('The plan’s quota is used up for now. Trying again at once cannot help.'),
				action: chooseModel,
			};
		case 'rate_limit':
			return { text: rateLimit(failure), action: showLog };
		case 'model_not_found':
			return {
				text: t('The gateway does not offer this model under this name.'),
				action: chooseModel,
			};
		case 'endpoint':
			return {
				text: failure.url
					? t(
							'The address {0} is not a model gateway: it answered with something else.',
							failure.url,
						)
					: t('The address is not a model gateway: it answered with something else.'),
				action: baseUrl,
			};
		case 'bad_request':
			return { text: t('The gateway refused the request as malformed.'), action: showLog };
		case 'context_length':
			return {
				text: t('Too much text for this model. Select less, or start a new chat.'),
				action: { title: t('New Chat'), command: 'doubao.newChat' },
			};
		case 'content_filter':
			return { text: t('The provider’s content filter stopped the answer.'), action: showLog };
		case 'server':
			return {
				text: t('The gateway has a problem of its own. Try again in a moment.'),
				action: showLog,
			};
		case 'timeout':
			return { text: timeout(failure), action: showLog };
		case 'connection':
			return { text: t('The connection to the gateway failed or broke off.'), action: showLog };
		case 'incomplete':
			return { text: t('The answer ended early. What had arrived was kept.'), action: showLog };
		case 'protocol':
			return {
				text: t('The answer arrived damaged. What was readable was kept.'),
				action: showLog,
			};
		case 'empty':
			return { text: t('The model sent an empty answer.'), action: showLog };
		case 'length':
			return {
				text: t('The answer was cut at the length limit. What had arrived was kept.'),
				action: showLog,
			};
	}
}

function rateLimit({ retryAfter }: Failure): string {
	return retryAfter === undefined
		? vscode.l10n.t('Too many requests. Try again in a moment.')
		: vscode.l10n.t(
				'Too many requests. The gateway asks to wait {0} seconds.',
				Math.ceil(retryAfter / 1000),
			);
}

function timeout({ timer }: Failure): string {
	const t = vscode.l10n.t;
	switch (timer) {
		case 'firstToken':
			return t('The gateway accepted the request but sent no text in time.');
		case 'idle':
			return t('The answer stalled. What had arrived was kept.');
		case 'total':
			return t('The answer took too long. What had arrived was kept.');
		default:
			return t('The gateway did not answer in time.');
	}
}
