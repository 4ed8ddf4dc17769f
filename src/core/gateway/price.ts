import type { Usage } from './gateway.ts';
import { asCount, asArray, asObject, type JsonObject } from './json.ts';

/** One row of a price list. The whole request is priced by its input length. */
export interface PriceTier {
	/** Largest number of input tokens that the row is for; the last row holds for more as well. */
	readonly upTo: number;
	/** Yuan for a million tokens. Thinking is billed as output. */
	readonly input: number;
	/** For input tokens that came from the gateway's cache. */
	readonly cached: number;
	readonly output: number;
}

/** Price lists by model id. */
export type Prices = Readonly<Record<string, readonly PriceTier[]>>;

const k = 1024;

function tiers(
	input: readonly [number, number, number],
	cached: readonly [number, number, number],
	output: readonly [number, number, number],
): readonly PriceTier[] {
	const [small, middle, large] = [32 * k, 128 * k, 256 * k];
	return [
		{ upTo: small, input: input[0], cached: cached[0], output: output[0] },
		{ upTo: middle, input: input[1], cached: cached[1], output: output[1] },
		{ upTo: large, input: input[2], cached: cached[2], output: output[2] },
	];
}

const large = tiers([3.2, 4.8, 9.6], [0.64, 0.96, 1.92], [16, 24, 48]);

/**
 * Volcengine's list prices of 27 August 2026. Gateways set their own: what comes of these is an
 * estimate, and `doubao.usage.prices` replaces them.
 */
const listPrices: Prices = {
	pro: large,
	code: large,
	lite: tiers([0.6, 0.9, 1.8], [0.12, 0.18, 0.36], [3.6, 5.4, 10.8]),
	mini: tiers([0.2, 0.4, 0.8], [0.04, 0.08, 0.16], [2, 4, 8]),
};

/**
 * What an answer cost by list price, in yuan.
 *
 * @param model As it was asked for or as the gateway names it; any spelling of the four Seed 2.0
 * models is known.
 * @returns `undefined` when the tokens or the price are unknown: unknown is not free.
 */
export function estimateCost(
	model: string,
	usage: Usage | undefined,
	own: Prices = {},
): number | undefined {
	const list = priceList(model, own);
	if (!usage || !list) {
		return undefined;
	}
	const { inputTokens, outputTokens, cachedTokens = 0 } = usage;
	const row = list.find(({ upTo }) => inputTokens <= upTo) ?? list.at(-1);
	if (!row) {
		return undefined;
	}
	const cached = Math.min(cachedTokens, inputTokens);
	const yuan = (inputTokens - cached) * row.input + cached * row.cached + outputTokens * row.output;
	return yuan / 1_000_000;
}

/** The user's own list for this id, or for another spelling of it, else the published one. */
function priceList(model: string, own: Prices): readonly PriceTier[] | undefined {
	const name = plainName(model);
	const id = Object.keys(own).find(key => plainName(key) === name);
	const given = id === undefined ? undefined : own[id];
	const size = /^seed-2-0-(pro|lite|mini|code)$/.exec(name)?.[1];
	return given ?? (size === undefined ? undefined : listPrices[size]);
}

/** `doubao-seed-2.0-code`, `doubao-seed-2-0-code-preview-260215`: one model. */
function plainName(model: string): string {
	return model
		.trim()
		.toLowerCase()
		.replaceAll('.', '-')
		.replace(/^doubao-(?=seed)/, '')
		.replace(/(-preview)?(-\d{6})?$/, '');
}

/** Reads price lists as a settings file holds them. A list with a row that is none is left out. */
export function readPrices(value: JsonObject): Prices {
	const lists: Record<string, readonly PriceTier[]> = {};
	for (const [model, given] of Object.entries(value)) {
		const rows = asArray(given).map(readTier);
		const sound = rows.filter(row => row !== undefined);
		if (sound.length > 0 && sound.length === rows.length) {
			lists[model] = sound.toSorted((a, b) => a.upTo - b.upTo);
		}
	}
	return lists;
}

function readTier(value: unknown): PriceTier | undefined {
	const row = asObject(value);
	const input = asCount(row?.['input']);
	const output = asCount(row?.['output']);
	if (input === undefined || output === undefined) {
		return undefined;
	}
	const upTo = asCount(row?.['upTo']) ?? Infinity;
	return { upTo, input, cached: asCount(row?.['cached']) ?? input, output };
}
