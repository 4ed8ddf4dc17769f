import type { ErrorClass, Outcome } from '../../../../src/core/gateway/gateway.ts';
import type { Api } from '../../../../src/core/gateway/presets.ts';
import { chunk } from '../stub.ts';

/** A row of the fault matrix that was not recorded: written from its description. */
export interface Row {
	readonly name: string;
	readonly answers: readonly (() => Response | Promise<Response>)[];
	readonly outcome: Outcome;
	readonly errorClass?: ErrorClass;
	readonly code?: string;
	readonly text?: string;
	readonly reasoning?: string;
	readonly usage?: boolean;
	/** Default 1. */
	readonly requests?: number;
	readonly autoApply?: boolean;
	readonly api?: Api;
	readonly extra?: Readonly<Record<string, unknown>>;
}

export const stop = chunk('', 'stop');
export const done = 'data: [DONE]\n\n';
export const usage = { choices: [], usage: { prompt_tokens: 42, completion_tokens: 17 } };
export const data = (...events: readonly object[]) =>
	events.map(event => `data: ${JSON.stringify(event)}\n\n`).join('');
export const html = '<html><body><h1>Oops</h1></body></html>';
export const page = (status: number) => () =>
	new Response(html, { status, headers: { 'content-type': 'text/html' } });
export const bytes = (text: string) => new TextEncoder().encode(text);
export const full = data(chunk('a\n'), chunk('b\n'), stop, usage) + done;
export const ok = { outcome: 'complete', text: 'a\nb\n', autoApply: true } as const;
