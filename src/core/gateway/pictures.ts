import type { GatewaySettings } from './settings.ts';

/**
 * Names of models that are known to look at pictures. All Seed models from 1.5 on do, by Ark's
 * model list of 2026-09-02; others say so in their names.
 */
const seeing = [
	/seed-?(?:1[.-][5-9]|[2-9])/i,
	/seed-evolving/i,
	// An Ark endpoint of the user's own: mostly such a model, and only they know.
	/^ep-/i,
	/vision|(?:^|[-_.])vl(?:[-_.]|$)|omni/i,
	/^(?:gpt-(?:4o|4[.-]1|5)|o[34]|claude-|gemini-)/i,
];

/** Whether the chosen model can be shown pictures. The demo cannot: its answers are canned. */
export function takesPictures({
	gateway,
	model,
}: Pick<GatewaySettings, 'gateway' | 'model'>): boolean {
	return gateway !== 'demo' && seeing.some(pattern => pattern.test(model));
}
