import { number, object, optional, type Check } from './shape.ts';
import type { SessionUsage } from './usage.ts';

/** What an answer cost, and what the conversation did so far, as it crosses to the panel. */
export interface MeterView {
	/** Milliseconds from the request to the first word. */
	readonly firstText?: number;
	/** Output tokens a second. */
	readonly rate?: number;
	/** Yuan by list price, an estimate. */
	readonly cost?: number;
	readonly session?: SessionUsage;
}

export const meterView: Check = object<MeterView>({
	firstText: optional(number),
	rate: optional(number),
	cost: optional(number),
	session: optional(
		object<SessionUsage>({
			inputTokens: number,
			outputTokens: number,
			cost: number,
			unknown: number,
			rate: optional(number),
		}),
	),
});
