import { repairBaseUrl } from './endpoint.ts';
import { asArray, asObject, asText, type JsonObject } from './json.ts';
import { presets, type GatewayId } from './presets.ts';

/** A model of Continue's configuration that an OpenAI-compatible gateway serves. */
export interface ContinueModel {
	/** As its user called it. */
	readonly name: string;
	readonly model: string;
	/** The known gateway at this address, or `custom`. */
	readonly gateway: GatewayId;
	/** Without a trailing slash. */
	readonly baseUrl: string;
	readonly origin: string;
	readonly apiKey?: string;
	/** Continue's word for what it is used for; empty: for everything. */
	readonly roles: readonly string[];
}

/** What of Continue's configuration can be taken over. */
export interface ContinueConfig {
	readonly models: readonly ContinueModel[];
	/** Instructions, each a text of its own. */
	readonly rules: readonly string[];
	/** Models that speak another protocol, or whose address cannot be used. */
	readonly leftOut: number;
}

/** Characters of a rule, and of all of them: instructions go along with every request. */
const longestRule = 4_000;

/** Continue's words for providers that it does not speak the OpenAI protocol with, by its source. */
const otherProtocols: ReadonlySet<string> = new Set([
	'anthropic',
	'ask-sage',
	'azure',
	'bedrock',
	'bedrockimport',
	'cloudflare',
	'cohere',
	'continue-proxy',
	'flowise',
	'free-trial',
	'gemini',
	'huggingface-inference-api',
	'huggingface-tei',
	'huggingface-tgi',
	'llama.cpp',
	'replicate',
	'sagemaker',
	'text-gen-webui',
	'vertexai',
	'watsonx',
]);

/**
 * Reads Continue's configuration: `config.yaml` (schema v1) or the older `config.json`, parsed.
 *
 * @param config What the file holds. Written by hand: any value may have any shape.
 * @param secrets Values for `${{ secrets.NAME }}`, as in Continue's `.env`.
 */
export function readContinueConfig(
	config: unknown,
	secrets: Readonly<Record<string, string>> = {},
): ContinueConfig {
	const root = asObject(config) ?? {};
	const listed = asArray(root['models'])
		.map(asObject)
		.filter(value => value !== undefined);
	const models = listed.flatMap(value => readModel(value, secrets) ?? []);
	const rules = [
		...asArray(root['rules']).flatMap(readRule),
		...(asText(root['systemMessage']) === undefined ? [] : [String(root['systemMessage'])]),
	];
	return {
		models,
		rules: rules.map(rule => rule.trim().slice(0, longestRule)).filter(rule => rule !== ''),
		leftOut: listed.length - models.length,
	};
}

function readModel(
	value: JsonObject,
	secrets: Readonly<Record<string, string>>,
): ContinueModel | undefined {
	const model = asText(value['model']);
	const base = repairBaseUrl(asText(value['apiBase']) ?? '');
	if (model === undefined || !base.ok) {
		return undefined;
	}
	const { baseUrl, origin } = base.value;
	const provider = asText(value['provider'])?.toLowerCase() ?? '';
	// Ollama has a protocol of its own, and the OpenAI one below /v1.
	const isForeign = provider === 'ollama' ? !baseUrl.endsWith('/v1') : otherProtocols.has(provider);
	if (isForeign) {
		return undefined;
	}
	const apiKey = filledIn(asText(value['apiKey']), secrets);
	return {
		name: asText(value['name']) ?? asText(value['title']) ?? model,
		model,
		gateway: gatewayAt(baseUrl),
		baseUrl,
		origin,
		...(apiKey !== undefined && { apiKey }),
		roles: asArray(value['roles']).flatMap(role => asText(role) ?? []),
	};
}

/** A rule is a text, or an object with one; one that is only named (`uses`) is not in the file. */
function readRule(value: unknown): readonly string[] {
	const text = asText(value) ?? asText(asObject(value)?.['rule']);
	return text === undefined ? [] : [text];
}

function filledIn(
	text: string | undefined,
	secrets: Readonly<Record<string, string>>,
): string | undefined {
	const name = /^\$\{\{\s*(?:secrets|inputs)\.([\w-]+)\s*\}\}$/.exec(text?.trim() ?? '')?.[1];
	const key = name === undefined ? text : secrets[name];
	return key === undefined || key.trim() === '' || key.includes('${{') ? undefined : key.trim();
}

function gatewayAt(baseUrl: string): GatewayId {
	const known = Object.values(presets).find(
		preset => preset.baseUrl !== '' && preset.baseUrl === baseUrl,
	);
	return known?.id ?? 'custom';
}

/** `NAME=value` lines, as in Continue's `.env`: quotes are taken off, comments left out. */
export function readSecrets(text: string): Readonly<Record<string, string>> {
	return Object.fromEntries(
		[...text.matchAll(/^[ \t]*(?:export[ \t]+)?([\w-]+)[ \t]*=(.*)$/gm)].map(([, name, value]) => [
			name ?? '',
			valueOf(value ?? ''),
		]),
	);
}

function valueOf(written: string): string {
	const quoted = /^\s*(["'])(.*?)\1\s*(?:#.*)?$/.exec(written)?.[2];
	return quoted ?? written.replace(/(?:^|\s)\s*#.*$/, '').trim();
}

/** The model that serves `role`: one that names it, else one for everything, else the first. */
export function modelFor(
	models: readonly ContinueModel[],
	role: 'chat' | 'edit',
): ContinueModel | undefined {
	return (
		models.find(({ roles }) => roles.includes(role)) ??
		models.find(({ roles }) => roles.length === 0) ??
		(role === 'chat' ? models[0] : undefined)
	);
}
