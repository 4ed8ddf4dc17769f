/**
 * Puts the pictures of the walkthrough where it finds them, after the host tests have taken them, and
 * the icon, which the gallery wants as a bitmap.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Region, type Sharp } from 'sharp';
import { leftovers, root } from './paths.ts';

/** The part of the window that a step is about, in its pixels: a step shows its picture half as wide. */
const steps = [
	['demo-connect', 'connect', { left: 984, top: 208, width: 296, height: 284 }],
	['demo-asked', 'ask', { left: 984, top: 36, width: 296, height: 156 }],
	['demo-review', 'edit', { left: 396, top: 318, width: 650, height: 111 }],
	['demo-comment', 'comment', { left: 396, top: 222, width: 660, height: 115 }],
	['demo-explained', 'explain', { left: 984, top: 62, width: 296, height: 122 }],
	['demo-keys', 'keys', { left: 180, top: 186, width: 470, height: 121 }],
] as const satisfies readonly (readonly [taken: string, shown: string, part: Region])[];

/** Where the pictures of each language lie, below `media`. */
const languages: readonly (readonly [
	language: string,
	folder: string,
	parts: Readonly<Record<string, Region>>,
])[] = [
	['en', 'walkthrough', {}],
	// Fewer rows in the middle of the panel begin lower.
	[
		'zh-cn',
		'walkthrough/zh-cn',
		{
			connect: { left: 984, top: 232, width: 296, height: 250 },
			explain: { left: 984, top: 94, width: 296, height: 120 },
		},
	],
];

/** With few colours, which an editor has anyway: every byte of these is in the package. */
async function small(picture: Sharp): Promise<Buffer> {
	const quiet = await picture.png({ palette: true, colours: 16, dither: 0 }).toBuffer();
	return await sharp(quiet).webp({ lossless: true, effort: 6 }).toBuffer();
}

async function show(): Promise<void> {
	await sharp(join(root, 'media', 'icon.svg'))
		.png({ palette: true, effort: 10, compressionLevel: 9 })
		.toFile(join(root, 'media', 'icon.png'));
	for (const [language, folder, parts] of languages) {
		await mkdir(join(root, 'media', folder), { recursive: true });
		for (const [taken, shown, region] of steps) {
			for (const theme of ['dark', 'light']) {
				const window = join(leftovers, 'pictures', `${taken}-${language}-${theme}.png`);
				const file = join(root, 'media', folder, `${shown}-${theme}.webp`);
				await writeFile(file, await small(sharp(window).extract(parts[shown] ?? region)));
			}
		}
	}
}

await show();
