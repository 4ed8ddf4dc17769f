import type { Fetch } from './client.ts';
import { repairBaseUrl } from './endpoint.ts';
import type { StoredResponse } from './gateway.ts';
import type { Log } from '../log.ts';

interface ForgetOptions {
	/** The key that was entered for exactly this origin. */
	apiKey(origin: string): Promise<string | undefined>;
	readonly fetch: Fetch;
	readonly log: Log;
}

/**
 * Deletes answers where they are kept, each with the key of exactly that origin. Never rejects: what
 * could not be deleted expires by itself, and is told in the log.
 */
export async function forgetResponses(
	responses: readonly StoredResponse[],
	options: ForgetOptions,
): Promise<void> {
	const { fetch, log } = options;
	// Asked for now: the keys may be deleted along with the conversation.
	const keys = new Map<string, Promise<string | undefined>>();
	for (const { baseUrl = '' } of responses) {
		const base = repairBaseUrl(baseUrl);
		if (base.ok && !keys.has(base.value.origin)) {
			keys.set(
				base.value.origin,
				options.apiKey(base.value.origin).catch(() => undefined),
			);
		}
	}
	// One after the other: gateways allow few of these a second.
	for (const { id, baseUrl = '' } of responses) {
		const base = repairBaseUrl(baseUrl);
		if (!base.ok) {
			continue;
		}
		const { origin } = base.value;
		try {
			const key = (await keys.get(origin))?.trim();
			const { status, body } = await fetch(
				`${base.value.baseUrl}/responses/${encodeURIComponent(id)}`,
				{
					method: 'DELETE',
					redirect: 'manual',
					headers: key === undefined || key === '' ? {} : { authorization: `Bearer ${key}` },
				},
			);
			await body?.cancel();
			log.info(`Gateway: DELETE of a stored response at ${origin} ${status}`);
		} catch {
			log.warn(`Gateway: a stored response at ${origin} could not be deleted; it expires there.`);
		}
	}
}
