import { withoutHidden } from '../unicode.ts';

/** Careful looks into JSON of unknown shape: what is not as hoped for is `undefined`, never thrown. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | undefined {
	// oxlint-disable-next-line no-unsafe-type-assertion -- any object may be read by string keys
	return isObject(value) ? (value as JsonObject) : undefined;
}

function isObject(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asArray(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/** A string that is not empty. */
export function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Characters of a name; real ones have a few dozen. */
const longestName = 200;

/** A name that a server chose, without control characters and never long: it is shown and stored. */
export function asName(value: unknown): string | undefined {
	const name = withoutHidden((asText(value) ?? '').slice(0, longestName).replaceAll(/[\t\n]/g, ''));
	return name === '' ? undefined : name;
}

/** A count that may have been sent as a string; negative or broken numbers are unknown. */
export function asCount(value: unknown): number | undefined {
	const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof count === 'number' && Number.isFinite(count) && count >= 0 ? count : undefined;
}

/** Parses `text`, or returns `undefined` (which JSON itself can not express). */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
