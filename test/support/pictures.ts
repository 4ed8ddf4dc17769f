/** Puts the pictures that the README shows where it finds them, after the host tests have taken them. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { leftovers, root } from './paths.ts';

/** Name of the picture that a test took, and of the file under `media/pictures`. */
const pictures = [
	['demo-review-dark', 'review-dark'],
	['demo-review-light', 'review-light'],
] as const;

const folder = join(root, 'media', 'pictures');
await mkdir(folder, { recursive: true });
for (const [taken, shown] of pictures) {
	await copyFile(join(leftovers, 'pictures', `${taken}.png`), join(folder, `${shown}.png`));
}
