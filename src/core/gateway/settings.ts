import type { Api, GatewayId } from './presets.ts';
import type { Prices } from './price.ts';

/** Seconds, at least 0.001. A field that is absent or not a positive number means the default. */
export interface TimeoutSettings {
	readonly headers?: number;
	readonly firstToken?: number;
	readonly idle?: number;
	readonly total?: number;
}

/** What the user chose, as the settings page holds it. Nothing here has been checked. */
export interface GatewaySettings {
	readonly gateway: GatewayId;
	/** Empty: the preset's own. */
	readonly baseUrl: string;
	/** `auto`: the preset's own. */
	readonly api: 'auto' | Api;
	/** Any id; the four Seed 2.0 names are mapped to the gateway's spelling. */
	readonly model: string;
	/** Sent with every request, except the names that decide where the key goes. */
	readonly headers: Readonly<Record<string, string>>;
	/** Merged into every body, except the fields that are ours. */
	readonly extraBody: Readonly<Record<string, unknown>>;
	readonly timeouts: TimeoutSettings;
	/** Tokens; 0 means by profile. */
	readonly maxOutputTokens: number;
	/** Responses API: keep the answers on the server. */
	readonly store: boolean;
	/** The user's own price lists, before the published ones. */
	readonly prices?: Prices;
}
