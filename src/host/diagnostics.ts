import * as vscode from 'vscode';
import { resolveEndpoint } from '../core/gateway/endpoint.ts';
import type { AnswerEnd } from '../core/gateway/gateway.ts';
import type { Connection } from './connection.ts';
import type { Settings } from './settings.ts';
import { showStatus } from './say.ts';
import { copy } from './clipboard.ts';

/** Answers that are remembered, newest last. */
const most = 10;

/** How the latest answers ended: ids, status and durations, for a report; never a text or a key. */
export class Diagnostics {
	readonly #settings: Settings;
	readonly #connection: Connection;
	readonly #version: string;
	readonly #ends: string[] = [];

	/** @param version The extension's own. */
	constructor(settings: Settings, connection: Connection, version: string) {
		this.#settings = settings;
		this.#connection = connection;
		this.#version = version;
	}

	/** Remembers an answer. */
	add(end: AnswerEnd): void {
		this.#ends.push(lineOf(end));
		this.#ends.splice(0, this.#ends.length - most);
	}

	/** Puts a report on the clipboard. Returns it as well. */
	async copy(): Promise<string> {
		const text = await this.report();
		await copy(text);
		showStatus(vscode.l10n.t('Doubao: diagnostics copied'), 5_000);
		return text;
	}

	/** In English, since it is for a report. The user's own headers and fields are left out. */
	async report(): Promise<string> {
		const settings = this.#settings.gateway();
		const resolved = resolveEndpoint(settings);
		const where = resolved.ok
			? `${resolved.value.baseUrl} (${resolved.value.api})`
			: `unusable base URL: ${resolved.problem}`;
		return [
			`Doubao ${this.#version}, ${vscode.env.appName} ${vscode.version}`,
			`Host: ${vscode.env.appHost}, ${vscode.env.remoteName ?? 'local'}, ${vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop'}, ${vscode.env.language}`,
			`Gateway: ${settings.gateway}, ${where}`,
			`Model: ${settings.model}${resolved.ok ? `, sent as ${resolved.value.model}` : ''}`,
			`Key: ${(await this.#connection.hasKey()) ? 'stored, or not needed' : 'none'}`,
			`Latest answers, ${this.#ends.length}:`,
			...this.#ends.map(line => `  ${line}`),
		].join('\n');
	}
}

function lineOf({ outcome, failure, requests, duration, ...end }: AnswerEnd): string {
	const { class: errorClass, code, httpStatus, requestId } = failure ?? {};
	const parts = [
		new Date().toISOString(),
		outcome,
		errorClass,
		code,
		httpStatus === undefined ? undefined : `HTTP ${httpStatus}`,
		`${requests} requests`,
		`${Math.round(duration)} ms`,
		end.clientRequestId === undefined ? undefined : `our id ${end.clientRequestId}`,
		requestId === undefined ? undefined : `server id ${requestId}`,
		end.responseId === undefined ? undefined : `answer id ${end.responseId.slice(0, 100)}`,
	];
	return parts.filter(part => part !== undefined).join(', ');
}
