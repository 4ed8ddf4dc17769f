/**
 * Puts the pictures that the README and the walkthrough show where they find them, after the host
 * tests have taken them.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Region } from 'sharp';
import { leftovers, root } from './paths.ts';

/** Name of the picture that a test took, and of the file under `media/pictures`. */
const pictures = [
	['demo-review-dark', 'review-dark'],
	['demo-review-light', 'review-light'],
] as const;

/** The part of the window that matters, in its pixels: a step shows its picture half as wide. */
const panel: Region = { left: 640, top: 36, width: 640, height: 480 };
const editor: Region = { left: 350, top: 36, width: 760, height: 480 };

/** The same for each step of the walkthrough, in both themes. */
const steps = [
	['demo-connect', 'connect', { left: 860, top: 160, width: 420, height: 400 }],
	['demo-asked', 'ask', panel],
	['demo-review', 'edit', editor],
	['demo-comment', 'comment', editor],
	['demo-explained', 'explain', panel],
	['demo-keys', 'keys', { left: 150, top: 130, width: 560, height: 480 }],
] as const;

async function show(): Promise<void> {
	const folder = join(root, 'media', 'pictures');
	await mkdir(folder, { recursive: true });
	for (const [taken, shown] of pictures) {
		// With a palette: a third of the bytes, and an editor has few colours.
		await sharp(join(leftovers, 'pictures', `${taken}.png`))
			.png({ palette: true, effort: 10, compressionLevel: 9 })
			.toFile(join(folder, `${shown}.png`));
	}
	for (const [taken, shown, region] of steps) {
		for (const theme of ['dark', 'light']) {
			await sharp(join(leftovers, 'pictures', `${taken}-${theme}.png`))
				.extract(region)
				.png({ palette: true, colours: 64, effort: 10, compressionLevel: 9 })
				.toFile(join(root, 'media', 'walkthrough', `${shown}-${theme}.png`));
		}
	}
}

await show();
