import type { ConnectionCause, Failure } from './gateway.ts';
import { asArray, asObject, asText, type JsonObject } from './json.ts';
import { plainText } from './plainText.ts';

type Rule = readonly [pattern: RegExp, cause: ConnectionCause];

/**
 * What the platforms call it: Node's codes (libuv, OpenSSL, undici) and Chromium's, which VS Code's
 * own fetch uses; `CORS` is our host's word.
 */
const byCode: readonly Rule[] = [
	[/^CORS$/, 'cors'],
	[/PROXY|TUNNEL/, 'proxy'],
	[/CERT|SELF_SIGNED|ISSUER|SSL|TLS|EPROTO|LEAF_SIGNATURE|UNABLE_TO_VERIFY/, 'certificate'],
	[/ENOTFOUND|EAI_AGAIN|NAME_NOT_RESOLVED|NAME_RESOLUTION/, 'dns'],
	[/ECONNREFUSED|CONNECTION_REFUSED/, 'refused'],
	[/ENETUNREACH|ENETDOWN|INTERNET_DISCONNECTED|EHOSTUNREACH|ADDRESS_UNREACHABLE/, 'offline'],
	[/ECONNRESET|EPIPE|UND_ERR_SOCKET|CONNECTION_(RESET|CLOSED)|EMPTY_RESPONSE/, 'broken'],
	[/NETWORK_CHANGED|INCOMPLETE_CHUNKED|CONTENT_LENGTH_MISMATCH/, 'broken'],
];

/** What the words say, for errors without a code. */
const byMessage: readonly Rule[] = [
	[/\bproxy\b|\b407\b/i, 'proxy'],
	[/certificate|self[- ]signed/i, 'certificate'],
	[/terminated|other side closed|socket hang up|premature close/i, 'broken'],
];

/** Judges what `fetch`, or reading a body, threw: the cause lies some layers down. */
export function connectionFailure(
	error: unknown,
	url: string,
	secrets: readonly string[],
): Failure {
	const chain = [...causes(error)];
	const codes = chain.map(codeOf).filter(found => found !== undefined);
	const [code] = codes;
	const words = [...new Set(chain.map(({ message }) => asText(message) ?? ''))].filter(Boolean);
	const detail = plainText(words.join(': '), secrets);
	const cause = match(byCode, codes) ?? match(byMessage, words);
	return {
		class: 'connection',
		...(code !== undefined && { code }),
		...(detail !== '' && { detail }),
		...(cause && { cause }),
		url,
	};
}

function match(rules: readonly Rule[], texts: readonly string[]): ConnectionCause | undefined {
	return rules.find(([pattern]) => texts.some(text => pattern.test(text)))?.[1];
}

/** An error and what it was caused by, outermost first. */
function* causes(error: unknown): Generator<JsonObject, void> {
	let current = asObject(error);
	for (let depth = 0; current && depth < 5; depth++) {
		yield current;
		current = asObject(current['cause']) ?? asObject(asArray(current['errors'])[0]);
	}
}

function codeOf(error: JsonObject): string | undefined {
	const chromium = /net::(ERR_[A-Z_]+)/.exec(asText(error['message']) ?? '')?.[1];
	return chromium ?? asText(error['code']);
}
