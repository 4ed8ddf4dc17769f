import { subscribe } from 'node:diagnostics_channel';
import { isIP, type Socket } from 'node:net';

const contacted = new Set<string>();

/** What VS Code and the extensions that it brings along may ask for by themselves. */
const editorsOwn =
	/(?:^|\.)(?:github\.com|githubcopilot\.com|microsoft\.com|visualstudio\.com|vscode-cdn\.net|open-vsx\.org|npmjs\.org|schemastore\.org)$/;

/**
 * Watches every connection that this extension host opens from now on, whoever opens it, by the names
 * that are looked up and the addresses that are reached.
 */
export function watchEgress(): void {
	subscribe('net.client.socket', message => {
		// oxlint-disable-next-line no-unsafe-type-assertion -- what Node documents for this channel
		const { socket } = message as { readonly socket: Socket };
		let name: string | undefined;
		socket.once('lookup', (_error, _address, _family, host) => {
			name = host;
			note(host);
		});
		// What a name leads to is known by the name.
		socket.once('connect', () => note(name ?? socket.remoteAddress));
	});
}

/** What was contacted beside this machine. A name that was only looked up counts: it was told to a server. */
export function foreignContacts(): readonly string[] {
	return [...contacted].toSorted();
}

function note(host: string | undefined): void {
	const isOwn =
		host === undefined ||
		host === 'localhost' ||
		/^(?:::ffff:)?127\./.test(host) ||
		host === '::1' ||
		editorsOwn.test(host) ||
		// Names that can exist nowhere, which tests ask for.
		(isIP(host) === 0 && host.endsWith('.invalid'));
	if (!isOwn) {
		contacted.add(host);
	}
}
