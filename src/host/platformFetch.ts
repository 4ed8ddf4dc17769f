import type { Fetch } from '../core/gateway/client.ts';

/**
 * The platform's fetch. In a web worker a server of another origin must let browsers in by CORS; one
 * that does not looks like one that is not there, so that it is asked once more without reading.
 *
 * @throws What the platform throws, with the code `CORS` where somebody is there.
 */
export const platformFetch: Fetch = async (input, init) => {
	try {
		// VS Code's own where it has one: it knows http.proxy and the certificates of the system.
		return await globalThis.fetch(input, init);
	} catch (error) {
		if (!('importScripts' in globalThis) || init.signal?.aborted === true) {
			throw error;
		}
		const isThere = await answersUnread(input);
		throw isThere
			? Object.assign(new TypeError('CORS', { cause: error }), { code: 'CORS' })
			: error;
	}
};

/**
 * Neither key nor prompt goes along, nor who asks. A browser follows redirects of such a request: what
 * comes of it cannot be read.
 */
async function answersUnread(url: string): Promise<boolean> {
	try {
		await globalThis.fetch(url, {
			mode: 'no-cors',
			credentials: 'omit',
			referrerPolicy: 'no-referrer',
		});
		return true;
	} catch {
		return false;
	}
}
