import type { Picture } from '../core/chat/turn.ts';

/** Pixels of the longer side: models see no more of a picture. */
const longestSide = 1568;
/** Bytes; base64 makes a third more of them, and no message may be larger than 256 KB. */
const mostBytes = 180_000;
/** Tried in this order until the picture is small enough. */
const qualities = [0.9, 0.75, 0.55];
const kept = ['image/png', 'image/jpeg', 'image/webp'] as const;

/**
 * Makes of a picture what can be sent: as it is if it is small enough, else with fewer pixels and as
 * WebP. The page's own decoder and canvas do it; no address is made that the page's policy forbids.
 *
 * @returns `undefined` if it is no picture that the browser can read.
 */
export async function scaledPicture(blob: Blob): Promise<Picture | undefined> {
	let bitmap: ImageBitmap | undefined;
	try {
		bitmap = await createImageBitmap(blob);
		const { width, height } = bitmap;
		const type = kept.find(known => known === blob.type);
		if (type && blob.size <= mostBytes && Math.max(width, height) <= longestSide) {
			return { type, bytes: await base64(blob), width, height };
		}
		return await shrunk(bitmap);
	} catch {
		return undefined;
	} finally {
		bitmap?.close();
	}
}

async function shrunk(bitmap: ImageBitmap): Promise<Picture | undefined> {
	let scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
	for (let round = 0; round < 6; round++, scale *= 0.7) {
		const width = Math.max(1, Math.round(bitmap.width * scale));
		const height = Math.max(1, Math.round(bitmap.height * scale));
		const canvas = new OffscreenCanvas(width, height);
		canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
		for (const quality of qualities) {
			const made = await canvas.convertToBlob({ type: 'image/webp', quality });
			if (made.size <= mostBytes) {
				return { type: 'image/webp', bytes: await base64(made), width, height };
			}
		}
	}
	return undefined;
}

async function base64(blob: Blob): Promise<string> {
	const bytes = new Uint8Array(await blob.arrayBuffer());
	let text = '';
	for (let start = 0; start < bytes.length; start += 0x8000) {
		text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
	}
	return btoa(text);
}
