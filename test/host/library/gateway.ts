import { join } from 'node:path';
import { startAimock, type Aimock } from '../../support/aimock.ts';
import type { Protocol, Script } from '../../support/answer.ts';
import { ScriptedGateway } from '../../support/gateway.ts';
import { startPlayer, type RecordedRequest } from '../../support/player.ts';
import { afterTest } from './cleanup.ts';
import { checkout } from './runner.ts';
import { key, settings } from './settings.ts';

/** Both protocols, to run a test on each: `for (const protocol of protocols) it(…)`. */
export const protocols: readonly Protocol[] = ['chat-completions', 'responses'];

/** The key that is stored for every test server. */
export const testKey = 'test-key-0123456789';

interface AskOptions {
	/** The protocol in which the extension is told to ask; default chat completions. */
	readonly protocol?: Protocol;
	/**
	 * The gateway in the settings, whose address is replaced by the test server's. Default `custom`;
	 * a custom gateway on this very machine needs no key, so tests about a missing one name a preset.
	 */
	readonly gateway?: string;
	/** `null` leaves the gateway without a key. */
	readonly key?: string | null;
}

/** A fixture that is being played. */
export interface PlayedFixture {
	readonly baseUrl: string;
	/** All requests so far, in the order of arrival. */
	readonly requests: readonly RecordedRequest[];
}

/**
 * Test servers on loopback. Each call starts one, points the extension's settings at it, stores a
 * key for it, and takes all of that back after the test.
 */
export const gateway = {
	/**
	 * Answers with what the test wrote: the i-th request gets the i-th script, the last one repeats.
	 * With `pace: 'gate'` the answer goes on only at `release()`, so that a test looks at each step
	 * without sleeping.
	 */
	async script(first: Script & AskOptions, ...more: readonly Script[]): Promise<ScriptedGateway> {
		const server = await ScriptedGateway.start(first, ...more);
		afterTest(() => server.close());
		await pointAt(server.baseUrl, first);
		return server;
	},

	/** Plays a fixture of `test/fixtures/protocol` byte for byte, in the fixture's own protocol. */
	async play(
		name: string,
		options: Pick<AskOptions, 'gateway' | 'key'> = {},
	): Promise<PlayedFixture> {
		const player = await startPlayer(join(checkout(), 'test', 'fixtures', 'protocol'));
		afterTest(() => player.close());
		const fixture = player.fixtures.find(one => one.name === name || one.id === name);
		if (!fixture) {
			throw new Error(`There is no fixture ${name}.`);
		}
		const baseUrl = player.baseUrl(fixture.name);
		const protocol = fixture.api === 'responses' ? 'responses' : 'chat-completions';
		await pointAt(baseUrl, { protocol, ...options });
		return { baseUrl, requests: player.requests };
	},

	/** A server that we did not write; it answers every question with `text`. */
	async aimock(answer: { readonly text: string } & AskOptions): Promise<Aimock> {
		const server = await startAimock(answer);
		afterTest(() => server.close());
		await pointAt(server.baseUrl, answer);
		return server;
	},
};

async function pointAt(
	baseUrl: string,
	{ protocol, gateway: id, key: value }: AskOptions,
): Promise<void> {
	await settings.set({
		'doubao.gateway': id ?? 'custom',
		'doubao.baseUrl': baseUrl,
		'doubao.api': protocol ?? 'chat-completions',
	});
	if (value !== null) {
		await key.storeForCurrent(value ?? testKey);
	}
}
