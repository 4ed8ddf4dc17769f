/**
 * The gateways that are known by name. Addresses and spellings were collected in August and
 * September 2026 from the gateways' own pages and from other clients; none was called with a key.
 */

export type Api = 'chat-completions' | 'responses';

export const gatewayIds = [
	'cubicspaces',
	'starmagic',
	'ark',
	'byteplus',
	'custom',
	'demo',
] as const;

export type GatewayId = (typeof gatewayIds)[number];

/** The four Seed 2.0 models by the name that settings use, on every gateway. */
export const seedModels = [
	'doubao-seed-2-0-pro',
	'doubao-seed-2-0-lite',
	'doubao-seed-2-0-mini',
	'doubao-seed-2-0-code',
] as const;

type SeedModel = (typeof seedModels)[number];

interface Preset {
	readonly id: GatewayId;
	/** A proper name, not translated. */
	readonly name: string;
	/** Empty where the user must give one. */
	readonly baseUrl: string;
	readonly api: Api;
	/** The gateway's spelling of the four models. */
	readonly models: Readonly<Record<SeedModel, string>>;
	/** Other addresses of the same gateway, for the base URL, where its own is out of reach. */
	readonly alternates?: readonly string[];
	readonly needsKey: boolean;
	/** Where the account's balance is seen and topped up, where that is known. */
	readonly billing?: string;
}

const asNamed: Readonly<Record<SeedModel, string>> = {
	'doubao-seed-2-0-pro': 'doubao-seed-2-0-pro',
	'doubao-seed-2-0-lite': 'doubao-seed-2-0-lite',
	'doubao-seed-2-0-mini': 'doubao-seed-2-0-mini',
	'doubao-seed-2-0-code': 'doubao-seed-2-0-code',
};

export const presets: Readonly<Record<GatewayId, Preset>> = {
	cubicspaces: {
		id: 'cubicspaces',
		name: 'Cubicspaces',
		baseUrl: 'https://cubicspaces.cloud/v1',
		api: 'chat-completions',
		models: asNamed,
		needsKey: true,
	},
	starmagic: {
		id: 'starmagic',
		name: 'StarMagic',
		baseUrl: 'https://api.starmagic.ai/v1',
		api: 'responses',
		// The dot is theirs: the hyphenated names are unknown there.
		models: {
			'doubao-seed-2-0-pro': 'doubao-seed-2.0-pro',
			'doubao-seed-2-0-lite': 'doubao-seed-2.0-lite',
			'doubao-seed-2-0-mini': 'doubao-seed-2.0-mini',
			'doubao-seed-2-0-code': 'doubao-seed-2.0-code',
		},
		// EvoLink, whose service this is: the first for text and long connections, then a fallback.
		alternates: ['https://direct.evolink.ai/v1', 'https://api.evolink.ai/v1'],
		needsKey: true,
	},
	ark: {
		id: 'ark',
		name: 'Volcengine Ark',
		baseUrl: 'https://ark.cn-beijing.volces.com/api/v3',
		api: 'chat-completions',
		// Ark answers 404 `InvalidEndpointOrModel.NotFound` to names without a date.
		models: {
			'doubao-seed-2-0-pro': 'doubao-seed-2-0-pro-260215',
			'doubao-seed-2-0-lite': 'doubao-seed-2-0-lite-260215',
			'doubao-seed-2-0-mini': 'doubao-seed-2-0-mini-260215',
			'doubao-seed-2-0-code': 'doubao-seed-2-0-code-preview-260215',
		},
		needsKey: true,
		billing: 'https://console.volcengine.com/finance/account-overview/',
	},
	byteplus: {
		id: 'byteplus',
		name: 'BytePlus ModelArk',
		baseUrl: 'https://ark.ap-southeast.bytepluses.com/api/v3',
		api: 'chat-completions',
		// Only the code model's id is known, from another client's source; nobody confirmed the others.
		models: { ...asNamed, 'doubao-seed-2-0-code': 'seed-2-0-code-preview-260328' },
		needsKey: true,
		billing: 'https://console.byteplus.com/finance/overview',
	},
	custom: {
		id: 'custom',
		name: 'Custom',
		baseUrl: '',
		api: 'chat-completions',
		models: asNamed,
		needsKey: true,
	},
	demo: {
		id: 'demo',
		name: 'Demo',
		// `.invalid` never resolves (RFC 2606): should anything ever ask it for real, nothing leaves.
		baseUrl: 'https://demo.invalid/v1',
		api: 'chat-completions',
		models: asNamed,
		needsKey: false,
	},
};

/** The gateway's spelling of `model`. Any id but the four Seed 2.0 names passes as it is. */
export function spellModel(preset: Preset, model: string): string {
	const name = model.trim();
	return isSeedModel(name) ? preset.models[name] : name;
}

function isSeedModel(name: string): name is SeedModel {
	return seedModels.some(model => model === name);
}
