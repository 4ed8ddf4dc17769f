/**
 * Puts the pictures of the walkthrough where it finds them, after the host tests have taken them, and
 * the icon, which the gallery wants as a bitmap.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Region, type Sharp } from 'sharp';
import { leftovers, root } from './paths.ts';

/** The part of the window that a step is about, in its pixels: a step shows its picture half as wide. */
const steps = [
	['demo-connect', 'connect', { left: 984, top: 208, width: 296, height: 284 }],
	['demo-asked', 'ask', { left: 984, top: 36, width: 296, height: 180 }],
	['demo-review', 'edit', { left: 396, top: 242, width: 650, height: 208 }],
	['demo-comment', 'comment', { left: 396, top: 222, width: 660, height: 232 }],
	['demo-explained', 'explain', { left: 984, top: 68, width: 296, height: 180 }],
	['demo-keys', 'keys', { left: 180, top: 186, width: 470, height: 152 }],
] as const satisfies readonly (readonly [taken: string, shown: string, part: Region])[];

/** With few colours, which an editor has anyway: every byte of these is in the package. */
async function small(picture: Sharp): Promise<Buffer> {
	const quiet = await picture.png({ palette: true, colours: 32, dither: 0 }).toBuffer();
	return await sharp(quiet).webp({ lossless: true, effort: 6 }).toBuffer();
}

async function show(): Promise<void> {
	await sharp(join(root, 'media', 'icon.svg'))
		.png({ palette: true, effort: 10, compressionLevel: 9 })
		.toFile(join(root, 'media', 'icon.png'));
	for (const [taken, shown, region] of steps) {
		for (const theme of ['dark', 'light']) {
			const taking = sharp(join(leftovers, 'pictures', `${taken}-${theme}.png`)).extract(region);
			const file = join(root, 'media', 'walkthrough', `${shown}-${theme}.webp`);
			await writeFile(file, await small(taking));
		}
	}
}

await show();
