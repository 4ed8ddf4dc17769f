import * as vscode from 'vscode';
import type { Failure } from '../core/gateway/gateway.ts';

/** An address that is no gateway's: what is wrong with it, and where to change it. */
export function endpoint({ code, url, httpStatus }: Failure) {
	const t = vscode.l10n.t;
	const action = {
		title: t('Check Base URL'),
		command: 'workbench.action.openSettings',
		arguments: ['doubao.baseUrl'],
	};
	const problem = httpStatus === undefined ? problemSentence(code) : undefined;
	if (problem !== undefined) {
		return { text: problem, action };
	}
	if (url !== undefined && /^\/(responses|chat\/completions)$/.test(pathOf(url))) {
		return {
			text: t(
				'The address {0} is not a model gateway. Most of them need /v1 at the end of the base URL.',
				url,
			),
			action,
		};
	}
	if (httpStatus === 404 && url?.endsWith('/responses') === true) {
		return {
			text: t('{0} was not found: this gateway may not have the Responses API.', url),
			action: {
				title: t('Use Chat Completions'),
				command: 'workbench.action.openSettings',
				arguments: ['doubao.api'],
			},
		};
	}
	return {
		text:
			url === undefined
				? t('The address is not a model gateway: it answered with something else.')
				: t('The address {0} is not a model gateway: it answered with something else.', url),
		action,
	};
}

/** A sentence for an address that cannot be used; `undefined` for any other code. */
export function problemSentence(problem: string | undefined): string | undefined {
	const t = vscode.l10n.t;
	switch (problem) {
		case 'empty':
			return t('Set doubao.baseUrl first: the custom gateway has no address of its own.');
		case 'invalid':
			return t('The base URL in doubao.baseUrl is not a web address.');
		case 'credentials':
			return t('The base URL must not contain a user name or password. Set the API key instead.');
		case 'query':
			return t('The base URL must not contain a query (?…).');
		case 'fragment':
			return t('The base URL must not contain a fragment (#…).');
		case 'insecure':
			return t('The base URL must start with https: (http: is accepted for this computer only).');
		default:
			return undefined;
	}
}

/** What was in the way of the connection. */
export function connection({ cause, url = '' }: Failure): string {
	const t = vscode.l10n.t;
	const host = URL.canParse(url) ? new URL(url).host : url;
	switch (cause) {
		case 'dns':
			return t('The name {0} was not found. Check the base URL and the network.', host);
		case 'refused':
			return t('No server answers at {0}. Check the base URL.', host);
		case 'certificate':
			return t(
				'The certificate of {0} is not trusted. Behind a company proxy, its certificate must be installed in the system (http.systemCertificates).',
				host,
			);
		case 'proxy':
			return t('The proxy did not let the request through. Check http.proxy in the settings.');
		case 'offline':
			return t('This computer has no network connection.');
		case 'cors':
			return t(
				'{0} does not accept requests from browsers (no CORS). Choose another gateway, or use the desktop editor.',
				host,
			);
		case 'broken':
			return t('The connection to the gateway broke off.');
		default:
			return t('The connection to the gateway failed or broke off.');
	}
}

function pathOf(url: string): string {
	return URL.canParse(url) ? new URL(url).pathname : '';
}
