import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerEnd } from '../../../src/core/gateway/gateway.ts';
import type { Expectation, Fixture, FixtureIndex } from '../../support/fixtures.ts';
import type { Player, RecordedRequest } from '../../support/player.ts';
import { hear, someRequest, testGateway, testKey } from './ask.ts';
import { brokenRows } from './matrix/brokenRows.ts';
import { httpRows } from './matrix/httpRows.ts';
import { responsesRows } from './matrix/responsesRows.ts';
import { variantRows } from './matrix/variantRows.ts';

export const directory = join(import.meta.dirname, '../../fixtures/protocol');
const index = await readFile(join(directory, 'index.json'), 'utf8');
// oxlint-disable-next-line no-unsafe-type-assertion -- our own file
const recorded = (JSON.parse(index) as FixtureIndex).fixtures;

/** The rows of the fault matrix that were not recorded. */
export const described: readonly Fixture[] = [
	...httpRows,
	...variantRows,
	...brokenRows,
	...responsesRows,
];

/** Every row of the fault matrix, in its order. */
export const rows: readonly Fixture[] = [...recorded, ...described].toSorted((a, b) =>
	a.name < b.name ? -1 : 1,
);

/** Asks the player for one row and checks everything that the row says about the answer. */
export async function checkRow(
	player: Player,
	fixture: Fixture,
	gatewayFor: typeof testGateway = testGateway,
): Promise<void> {
	const { end: given, text, reasoning } = await ask(player, fixture, gatewayFor);
	// A client from another world makes objects with other prototypes.
	const end = structuredClone(given);
	const { expect } = fixture;
	assert.equal(end.outcome, expect.outcome);
	checkFailure(end, expect);
	if (expect.textPrefixOf === undefined) {
		assert.equal(end.text, expect.text);
	} else {
		assert.ok(expect.textPrefixOf.startsWith(end.text), end.text);
	}
	assert.equal(text, expect.streamedText ?? end.text);
	assert.equal(end.reasoning, expect.reasoning);
	assert.equal(reasoning, end.reasoning);
	assert.deepEqual(end.usage ?? null, usageOf(expect));
	assert.equal(end.autoApply, expect.autoApply);
	assert.equal(end.finishReason ?? null, expect.finishReason);
	if (expect.servedModel !== undefined) {
		assert.equal(end.model, expect.servedModel);
	}
	if (expect.toolCalls) {
		assert.deepEqual(
			end.toolCalls.map(({ name }) => name),
			expect.toolCalls.map(({ name }) => name),
		);
	}
	if (expect.contextId !== undefined) {
		assert.equal(end.stored?.id ?? null, expect.contextId);
		assert.equal(end.stored?.expiresAt ?? null, expect.expireAt ?? end.stored?.expiresAt ?? null);
	}
	assert.equal(end.warning !== undefined, expect.warning ?? false);
	checkRequests(player.requestsFor(fixture.name), end, expect);
}

function ask(player: Player, { name, api, client }: Fixture, gatewayFor: typeof testGateway) {
	const stop = new AbortController();
	const seconds = (milliseconds = 10_000) => milliseconds / 1000;
	const { headersMs, firstTokenMs, idleMs } = client.timeouts ?? {};
	const gateway = gatewayFor({
		baseUrl: player.baseUrl(name),
		api: api === 'chat' ? 'chat-completions' : 'responses',
		timeouts: {
			headers: seconds(headersMs),
			firstToken: seconds(firstTokenMs),
			idle: seconds(idleMs),
		},
		extraBody: client.extra ?? {},
	});
	const history = Array.from({ length: client.historyTurns ?? 0 }, (_, turn) => [
		{ role: 'user' as const, content: `Question ${turn}` },
		{ role: 'assistant' as const, content: `Answer ${turn}` },
	]).flat();
	const messages = [...history, ...someRequest.messages];
	const previous = client.previousResponseId;
	return hear(
		gateway.stream(
			{
				...someRequest,
				messages,
				...(previous !== undefined && { previous: { id: previous, covers: history.length } }),
			},
			stop.signal,
		),
		event => event.type === 'text' && event.text === client.abortAfterText && stop.abort(),
	);
}

function checkFailure({ failure }: AnswerEnd, expect: Expectation): void {
	const classes: readonly unknown[] = [expect.errorClass ?? undefined].flat();
	assert.ok(classes.includes(failure?.class), `${failure?.class} is none of ${classes.join()}`);
	if (expect.errorCode !== undefined) {
		assert.equal(failure?.code, expect.errorCode);
	}
	if (expect.httpStatus !== undefined) {
		assert.equal(failure?.httpStatus, expect.httpStatus);
	}
	if (expect.retryAfterMs !== undefined) {
		assert.equal(failure?.retryAfter, expect.retryAfterMs);
	}
	const said = `${failure?.code ?? ''} ${failure?.detail ?? ''} ${failure?.field ?? ''}`;
	assert.ok(!said.includes(testKey), said);
	assert.doesNotMatch(said, /[<>`*]|\]\(|command:/);
	assert.ok(said.length <= 400, said);
	for (const words of expect.userMessage?.mustNotContain ?? []) {
		assert.ok(!said.includes(words), said);
	}
	// The sentences for a class are the host's; what only the server knows must be in the details.
	const fromServer = (expect.userMessage?.mustContain ?? []).filter(
		words => !['API key', 'context', '/v1'].includes(words),
	);
	for (const words of fromServer) {
		assert.ok(said.includes(words), said);
	}
	if (expect.userMessage?.mustContain?.includes('/v1')) {
		assert.match(failure?.url ?? '', /\/v1\//);
	}
}

function usageOf({ usage }: Expectation) {
	return (
		usage && {
			inputTokens: usage.input,
			...(usage.cached !== null && { cachedTokens: usage.cached }),
			outputTokens: usage.output,
			...(usage.reasoning !== null && { reasoningTokens: usage.reasoning }),
		}
	);
}

function checkRequests(
	requests: readonly RecordedRequest[],
	end: AnswerEnd,
	expect: Expectation,
): void {
	const [least = 0, most = least] = [expect.requests].flat();
	assert.equal(end.requests, requests.length);
	assert.ok(requests.length >= least && requests.length <= most, `${requests.length} requests`);
	for (const { method, path, headers } of requests) {
		assert.equal(method, 'POST');
		assert.match(path, /\/v1\/(chat\/completions|responses)$/);
		assert.equal(headers.get('authorization'), `Bearer ${testKey}`);
	}
	const [, second] = requests;
	if (expect.request2 && second) {
		const body: Record<string, unknown> = JSON.parse(second.body);
		for (const field of expect.request2.mustNotHave ?? []) {
			assert.ok(!(field in body), field);
		}
		const { input } = body;
		assert.ok(Array.isArray(input) && input.length >= (expect.request2.inputItemsAtLeast ?? 0));
	}
}
