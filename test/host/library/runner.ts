import type { Runnable } from 'mocha';
import type { Peer } from '../../support/rpc.ts';
import type { HostConfiguration } from '../../support/vscode/channel.ts';

interface Connection {
	readonly peer: Peer;
	readonly configuration: HostConfiguration;
	/** The name of this window. */
	readonly window: string;
}

let connection: Connection | undefined;
let running: Runnable | undefined;

/** Remembers the run that this extension host belongs to. */
export function attach(made: Connection): void {
	connection = made;
}

/** Remembers the test or hook that runs, which is the one to report as pending. */
export function nowRunning(runnable: Runnable | undefined): void {
	running = runnable;
}

/** The checkout. */
export function checkout(): string {
	return attached().configuration.root;
}

/** The name of the window that the suite runs in. */
export function ownWindow(): string {
	return attached().window;
}

/** Whether no words of titles were given. */
export function isWholeSuite(): boolean {
	return attached().configuration.grep === undefined;
}

/** Whether somebody can press keys and look in this run. */
export function hasDriver(): boolean {
	return attached().configuration.driver;
}

/**
 * Asks the run's driver, which holds the browser. In a desktop VS Code there is none: the test is
 * reported as pending.
 */
export async function ask(method: string, ...args: readonly unknown[]): Promise<unknown> {
	const { peer, configuration } = attached();
	if (!configuration.driver) {
		running?.skip();
	}
	return await peer.call(method, ...args);
}

function attached(): Connection {
	if (!connection) {
		throw new Error('This works only in an extension host that the test run started.');
	}
	return connection;
}
