/** Red, green and blue from 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** WCAG's least contrast of text. */
export const leastContrast = 4.5;

/** Reads what a browser computes for a colour: `rgb(…)`, `rgba(…)` or `color(srgb …)`. */
export function parseColor(computed: string): Rgb | undefined {
	const found = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/u.exec(computed.trim());
	const numbers = found?.[2]?.split(/[\s,/]+/u).map(Number);
	const [red, green, blue] = (numbers ?? []).map(
		value => value / (found?.[1] === 'color' ? 1 : 255),
	);
	return red !== undefined && green !== undefined && blue !== undefined
		? [red, green, blue]
		: undefined;
}

/** WCAG's contrast of two opaque colours, from 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
	const [light = 1, dark = 1] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
	return (light + 0.05) / (dark + 0.05);
}

/**
 * The colour itself where it can be read on `paper`, else the nearest mixture with `ink` that can.
 *
 * @param ink The colour of plain text, which is returned where nothing else can be read.
 */
export function readable(color: Rgb, paper: Rgb, ink: Rgb): Rgb {
	for (let share = 0; share < 1; share += 0.05) {
		const mixed = mix(color, ink, share);
		// A little more than enough: browsers round to 8 bits.
		if (contrast(mixed, paper) >= leastContrast + 0.05) {
			return mixed;
		}
	}
	return ink;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
	return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function luminance([red, green, blue]: Rgb): number {
	return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
	return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
