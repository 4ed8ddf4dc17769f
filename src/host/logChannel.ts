import * as vscode from 'vscode';
import type { Log } from '../core/log.ts';
import { findSecrets } from '../core/prompt/secrets.ts';
import { withoutHidden } from '../core/unicode.ts';

/** Characters of a line: what is longer is somebody's text. */
const longest = 4_000;

export interface LogChannel extends Log, vscode.Disposable {
	/** Shows it, without taking the focus. */
	show(): void;
}

/**
 * The one door to the log. What is written there holds no text and no key by itself; should one come
 * in with the words of an error, it does not get past here.
 */
export function openLog(name: string): LogChannel {
	const channel = vscode.window.createOutputChannel(name, { log: true });
	return {
		trace: message => channel.trace(guarded(message)),
		debug: message => channel.debug(guarded(message)),
		info: message => channel.info(guarded(message)),
		warn: message => channel.warn(guarded(message)),
		error: message => channel.error(guarded(message)),
		show: () => channel.show(true),
		dispose: () => channel.dispose(),
	};
}

function guarded(message: string): string {
	const plain = withoutHidden(message.slice(0, longest)).replaceAll(/\b(Bearer\s+)\S+/gi, '$1…');
	return findSecrets(plain)
		.toReversed()
		.reduce((text, { start, end }) => `${text.slice(0, start)}…${text.slice(end)}`, plain);
}
