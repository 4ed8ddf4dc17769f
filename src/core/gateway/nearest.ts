import type { Endpoint } from './endpoint.ts';
import { presets, seedModels, type GatewayId } from './presets.ts';
import type { Verdict } from './verdict.ts';

/** A name at most this different, as a part of its length, is taken for a slip. */
const likeness = 0.6;

/**
 * The model of `gateway` that `model` was probably meant to be, by its name in settings; for the
 * user to choose, never to be asked instead.
 *
 * @returns `undefined` when nothing comes near, or when it is what was asked for.
 */
export function nearestModel(gateway: GatewayId, model: string): string | undefined {
	const { models } = presets[gateway];
	const asked = model.trim().toLowerCase();
	const ranked = seedModels
		.map(name => ({
			name,
			distance: Math.min(distance(asked, name), distance(asked, models[name])),
			same: asked === models[name],
		}))
		.toSorted((a, b) => a.distance - b.distance);
	const [best] = ranked;
	return best && !best.same && best.distance <= best.name.length * (1 - likeness)
		? best.name
		: undefined;
}

/** Levenshtein's distance: how many characters differ, are missing or too many. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, at) => at);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}

/** A verdict about an unknown model, with the known one that comes nearest. */
export function withNearest(
	verdict: Verdict,
	{ gateway, model }: Pick<Endpoint, 'gateway' | 'model'>,
): Verdict {
	const { failure } = verdict;
	const nearest = failure?.class === 'model_not_found' ? nearestModel(gateway, model) : undefined;
	return failure && nearest !== undefined
		? { ...verdict, failure: { ...failure, nearestModel: nearest } }
		: verdict;
}
