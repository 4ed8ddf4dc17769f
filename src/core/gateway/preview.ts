import { compatibilityKey, type Compatibility } from './compatibility.ts';
import type { Endpoint } from './endpoint.ts';
import type { GatewayRequest } from './gateway.ts';
import type { JsonObject } from './json.ts';
import { requestBody, requestHeaders } from './request.ts';
import type { GatewaySettings } from './settings.ts';
import { headersOf, requestUrl } from './transport.ts';

/** What a question puts on the wire, the key masked. */
export interface RequestPreview {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: JsonObject;
}

const mask = '••••••••';

/** Builds what the first attempt of a question sends. */
export function requestPreview({
	endpoint,
	hasKey,
	request,
	settings,
	compatibility,
}: {
	readonly endpoint: Endpoint;
	readonly hasKey: boolean;
	readonly request: GatewayRequest;
	readonly settings: GatewaySettings;
	readonly compatibility: Compatibility;
}): RequestPreview {
	const built = new Headers({ authorization: 'Bearer key', 'content-type': 'application/json' });
	const key = hasKey ? 'key' : undefined;
	const own = requestHeaders(endpoint, request, settings.headers);
	const headers = headersOf({ endpoint, key, headers: own, id: 'new' }, built);
	const shown = [...headers].map(([name, value]) => [
		name,
		name === 'authorization' ? `Bearer ${mask}` : value,
	]);
	return {
		url: requestUrl(endpoint),
		headers: Object.fromEntries(shown),
		body: compatibility.adapt(compatibilityKey(endpoint), requestBody(endpoint, request, settings)),
	};
}
