import { presets, spellModel, type Api, type GatewayId } from './presets.ts';
import type { GatewaySettings } from './settings.ts';

/** Where a request goes. */
export interface Endpoint {
	readonly gateway: GatewayId;
	/** Without a trailing slash, credentials, query or fragment. */
	readonly baseUrl: string;
	/** The key is kept per origin. */
	readonly origin: string;
	readonly api: Api;
	/** In the gateway's spelling. */
	readonly model: string;
	readonly needsKey: boolean;
}

/**
 * Why an address can not be used: nothing was given; it is no web address; it carries a password,
 * a query or a fragment, which would end up in logs or be lost; it would send the key in the clear.
 */
export type EndpointProblem =
	| 'empty'
	| 'invalid'
	| 'credentials'
	| 'query'
	| 'fragment'
	| 'insecure';

type Resolved<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly problem: EndpointProblem };

/** Works out where a request with these settings goes. `model` replaces the one of the settings. */
export function resolveEndpoint(
	settings: Pick<GatewaySettings, 'gateway' | 'baseUrl' | 'api' | 'model'>,
	model: string = settings.model,
): Resolved<Endpoint> {
	const preset = presets[settings.gateway];
	if (preset.id === 'demo') {
		return resolveDemo(model);
	}
	const given = clean(settings.baseUrl);
	const base = repairBaseUrl(given === '' ? preset.baseUrl : given);
	if (!base.ok) {
		return base;
	}
	const { baseUrl, origin, api } = base.value;
	return {
		ok: true,
		value: {
			gateway: settings.gateway,
			baseUrl,
			origin,
			api: settings.api === 'auto' ? (api ?? preset.api) : settings.api,
			model: spellModel(preset, model.trim() === '' ? settings.model : model),
			// A model on this very machine mostly has no key.
			needsKey:
				preset.needsKey && !(preset.id === 'custom' && isLoopback(new URL(origin).hostname)),
		},
	};
}

/** The demo has no address that could be replaced, and speaks one protocol. */
function resolveDemo(model: string): Resolved<Endpoint> {
	const { baseUrl, api, needsKey } = presets.demo;
	const { origin } = new URL(baseUrl);
	return { ok: true, value: { gateway: 'demo', baseUrl, origin, api, model, needsKey } };
}

interface BaseUrl {
	readonly baseUrl: string;
	readonly origin: string;
	/** What the pasted path tells about the protocol. */
	readonly api?: Api;
}

/** A pasted request path, longest first. */
const requestPath = /\/(chat\/completions|completions|responses|models|chat)$/i;

/**
 * Makes a base URL of what people paste: with white space or quotes around it, without a scheme,
 * with trailing slashes, with the path of a request, or only the host of a known gateway.
 */
export function repairBaseUrl(pasted: string): Resolved<BaseUrl> {
	const text = clean(pasted);
	if (text === '') {
		return { ok: false, problem: 'empty' };
	}
	const url = parse(text);
	if (!url) {
		return { ok: false, problem: 'invalid' };
	}
	const problem = problemOf(url, text);
	if (problem) {
		return { ok: false, problem };
	}
	const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/+$/, '');
	const request = requestPath.exec(path)?.[1]?.toLowerCase();
	const base = request === undefined ? path : path.slice(0, -request.length - 1);
	const api = request === undefined ? undefined : apiOf(request);
	return {
		ok: true,
		value: {
			baseUrl: url.origin + (base === '' ? knownPath(url.origin) : base),
			origin: url.origin,
			...(api && { api }),
		},
	};
}

function clean(text: string): string {
	return text.replace(/[\s\u200b\ufeff]+/g, '').replace(/^["'<`]+|["'>`]+$/g, '');
}

function parse(text: string): URL | undefined {
	const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(address)) {
		return undefined;
	}
	const url = new URL(address);
	return /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined;
}

function problemOf(url: URL, text: string): EndpointProblem | undefined {
	if (url.username !== '' || url.password !== '') {
		return 'credentials';
	}
	if (text.includes('#')) {
		return 'fragment';
	}
	if (text.includes('?')) {
		return 'query';
	}
	return url.protocol === 'http:' && !isLoopback(url.hostname) ? 'insecure' : undefined;
}

function isLoopback(host: string): boolean {
	return host === '[::1]' || /^(.+\.)?localhost$/.test(host) || /^127(\.\d+){3}$/.test(host);
}

function apiOf(request: string): Api | undefined {
	if (request === 'responses') {
		return 'responses';
	}
	return request.startsWith('chat') ? 'chat-completions' : undefined;
}

/**
 * Where the account of the gateway at `url` is topped up: its billing page, else its own site.
 *
 * @returns `undefined` for this very computer, and where `url` is none.
 */
export function billingPage(
	url: string,
): { readonly url: string; readonly known: boolean } | undefined {
	const { origin, hostname } = parse(url) ?? { origin: '', hostname: '' };
	if (origin === '' || isLoopback(hostname)) {
		return undefined;
	}
	const preset = Object.values(presets).find(({ baseUrl }) => baseUrl.startsWith(`${origin}/`));
	const page = preset?.billing;
	return { url: page ?? `${origin}/`, known: page !== undefined };
}

/** A known gateway's own path where only its host was pasted; elsewhere no path is forced. */
function knownPath(origin: string): string {
	const known = Object.values(presets)
		.flatMap(({ baseUrl, alternates = [] }) => [baseUrl, ...alternates])
		.find(baseUrl => baseUrl.startsWith(`${origin}/`));
	return known?.slice(origin.length) ?? '';
}
