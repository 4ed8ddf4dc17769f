/** Tells whether a value from the other side of a border is what it should be. Never throws. */
export type Check = (value: unknown) => boolean;

/** A check for every field of `T`, optional ones included. */
export type ShapeOf<T> = { readonly [K in keyof T]-?: Check };

/** A string of at most `longest` UTF-16 units. */
export function text(longest: number): Check {
	return value => typeof value === 'string' && value.length <= longest;
}

/** A finite number. */
export const number: Check = value => typeof value === 'number' && Number.isFinite(value);

export function oneOf(...allowed: readonly unknown[]): Check {
	return value => allowed.includes(value);
}

export function nullable(check: Check): Check {
	return value => value === null || check(value);
}

export function optional(check: Check): Check {
	return value => value === undefined || check(value);
}

export function list(item: Check, longest: number): Check {
	return value => Array.isArray(value) && value.length <= longest && value.every(item);
}

/** A plain object with exactly these fields. */
export function object<T>(shape: ShapeOf<T>): Check {
	const fields = new Map(Object.entries<Check>(shape));
	return value => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			return false;
		}
		const given = new Map<string, unknown>(Object.entries(value));
		return (
			[...given.keys()].every(key => fields.has(key)) &&
			[...fields].every(([key, check]) => check(given.get(key)))
		);
	};
}
