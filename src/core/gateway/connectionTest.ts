import type { Fetch } from './client.ts';
import { connectionFailure } from './connectionFailure.ts';
import { resolveEndpoint, type Endpoint } from './endpoint.ts';
import type { AnswerEnd, Failure, Gateway } from './gateway.ts';
import { refusedExtra } from './request.ts';
import type { GatewaySettings } from './settings.ts';

export const testSteps = ['address', 'tls', 'key', 'model', 'stream'] as const;

export type TestStep = (typeof testSteps)[number];

/** What one step brought. */
export interface StepResult {
	readonly name: TestStep;
	readonly ok: boolean;
	/** Why it failed; absent for a step that was not reached or was cancelled. */
	readonly failure?: Failure;
	/** What is worth knowing about a step that went well. */
	readonly note?: 'builtIn' | 'unencrypted' | 'noUsage';
	/** The model that answered, for `model`. */
	readonly model?: string;
}

export interface ConnectionTestOptions {
	readonly settings: GatewaySettings;
	readonly gateway: Gateway;
	readonly fetch: Fetch;
	readonly signal: AbortSignal;
	/** Called for each step as soon as it is known, and again should a later one disprove it. */
	onStep(result: StepResult): void;
}

/** Milliseconds that the address has for any answer at all. */
const patience = 15_000;
/** Long enough for a word; what it says does not matter. */
const testTokens = 64;

/**
 * Finds out whether a question would be answered, and if not, what is in the way: first the bare
 * address is asked, without key or prompt, then the model for one word.
 *
 * @returns All five steps in their order; those that were not reached are not ok.
 */
export async function testConnection(
	options: ConnectionTestOptions,
): Promise<readonly StepResult[]> {
	const results = new Map<TestStep, StepResult>();
	const report = (result: StepResult) => {
		results.set(result.name, result);
		options.onStep(result);
	};
	const resolved = resolveEndpoint(options.settings);
	if (resolved.ok) {
		if (await reach(resolved.value, options, report)) {
			await ask(options, report);
		}
	} else {
		const failure: Failure = { class: 'endpoint', code: resolved.problem };
		report({ name: 'address', ok: false, failure });
	}
	return testSteps.map(name => results.get(name) ?? { name, ok: false });
}

type Report = (result: StepResult) => void;

/** Whether anybody answers at the address, whatever it says. */
async function reach(
	{ gateway, baseUrl }: Endpoint,
	{ fetch, signal }: ConnectionTestOptions,
	report: Report,
): Promise<boolean> {
	if (gateway === 'demo') {
		report({ name: 'address', ok: true, note: 'builtIn' });
		report({ name: 'tls', ok: true, note: 'builtIn' });
		return true;
	}
	const limited = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
	try {
		const response = await fetch(baseUrl, { redirect: 'manual', signal: limited });
		await response.body?.cancel();
	} catch (error) {
		if (!signal.aborted) {
			failToReach(connectionFailure(error, baseUrl, []), limited.aborted, report);
		}
		return false;
	}
	report({ name: 'address', ok: true });
	const encrypted = baseUrl.startsWith('https:');
	report({ name: 'tls', ok: true, ...(!encrypted && { note: 'unencrypted' }) });
	return !signal.aborted;
}

function failToReach(failure: Failure, late: boolean, report: Report): void {
	if (late) {
		const { url } = failure;
		const timeout: Failure = {
			class: 'timeout',
			timer: 'headers',
			...(url !== undefined && { url }),
		};
		report({ name: 'address', ok: false, failure: timeout });
	} else if (failure.cause === 'certificate') {
		report({ name: 'address', ok: true });
		report({ name: 'tls', ok: false, failure });
	} else {
		report({ name: 'address', ok: false, failure });
	}
}

async function ask(
	{ gateway, settings, signal }: ConnectionTestOptions,
	report: Report,
): Promise<void> {
	const request = {
		messages: [{ role: 'user', content: 'Reply with the word OK.' }],
		reasoning: 'off',
		maxOutputTokens: testTokens,
	} as const;
	let heard = false;
	for await (const event of gateway.stream(request, signal)) {
		if (event.type === 'end') {
			conclude(event.end, refusedExtra(settings.extraBody), report);
		} else if (!heard && event.type !== 'waiting') {
			heard = true;
			report({ name: 'key', ok: true });
			report({ name: 'model', ok: true });
		}
	}
}

/** @param unsent Fields that the user wants sent and that cannot be. */
function conclude(end: AnswerEnd, unsent: readonly string[], report: Report): void {
	const { outcome, model, usage } = end;
	if (outcome === 'aborted') {
		return;
	}
	const failed = failureOf(end) ?? unsentFailure(unsent);
	const culprit = failed ? stepOf(failed) : undefined;
	const reached = culprit === undefined ? testSteps.length : testSteps.indexOf(culprit);
	if (reached > testSteps.indexOf('key')) {
		report({ name: 'key', ok: true });
	}
	if (reached > testSteps.indexOf('model')) {
		report({ name: 'model', ok: true, ...(model !== undefined && { model }) });
	}
	if (failed && culprit) {
		report({ name: culprit, ok: false, failure: failed });
	} else {
		report({ name: 'stream', ok: true, ...(!usage && { note: 'noUsage' }) });
	}
}

function failureOf({ outcome, failure }: AnswerEnd): Failure | undefined {
	return outcome === 'error' || outcome === 'interrupted' ? failure : undefined;
}

function unsentFailure([field]: readonly string[]): Failure | undefined {
	return field === undefined ? undefined : { class: 'bad_request', code: 'OwnField', field };
}

/** The step that a failure disproves. */
function stepOf(failure: Failure): TestStep {
	switch (failure.class) {
		case 'connection':
			return failure.cause === 'certificate' ? 'tls' : 'address';
		case 'endpoint':
			return 'address';
		case 'auth':
		case 'forbidden':
		case 'billing':
		case 'quota':
			return 'key';
		case 'model_not_found':
			return 'model';
		default:
			return 'stream';
	}
}
