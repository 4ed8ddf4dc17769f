import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerEnd } from '../../../src/core/gateway/gateway.ts';
import type { Expectation, Fixture, FixtureIndex } from '../../support/fixtures.ts';
import { startPlayer, type Player, type RecordedRequest } from '../../support/player.ts';
import { hear, someRequest, testGateway, testKey } from './ask.ts';

const directory = join(import.meta.dirname, '../../fixtures/protocol');
const index = await readFile(join(directory, 'index.json'), 'utf8');
// oxlint-disable-next-line no-unsafe-type-assertion -- our own file
const { fixtures } = JSON.parse(index) as FixtureIndex;

/** Rows that do not hold yet, by id, with the reason. */
const pending: Readonly<Record<string, string>> = {};

/** Bodies of many megabytes, or of one byte a write already: not cut again over the network. */
const uncut: ReadonlySet<string> = new Set([
	'b35-5000-events-one-write',
	'b16-utf8-one-byte-writes',
	'c27-endless-data-lines',
	'c18-stall-mid',
	'c19-keepalive-forever',
]);

describe('the gateway client against recorded bytes', () => {
	for (const writeSize of [undefined, 1, 3, 16 * 1024]) {
		describe(
			writeSize === undefined ? 'as they were sent' : `in writes of ${writeSize} bytes`,
			() => {
				let player: Player;
				before(async () => {
					player = await startPlayer(directory, writeSize === undefined ? {} : { writeSize });
				});
				after(() => player.close());

				const chosen = fixtures.filter(({ name }) => writeSize === undefined || !uncut.has(name));
				for (const fixture of chosen) {
					const reason = pending[fixture.id];
					if (reason === undefined) {
						it(`${fixture.name}: ${fixture.fault}`, () => check(player, fixture));
					} else {
						it(`${fixture.name}: ${fixture.fault} (pending: ${reason})`);
					}
				}
			},
		);
	}
});

async function check(player: Player, fixture: Fixture): Promise<void> {
	const { end, text, reasoning } = await ask(player, fixture);
	const { expect } = fixture;
	assert.equal(end.outcome, expect.outcome);
	checkFailure(end, expect);
	if (expect.textPrefixOf === undefined) {
		assert.equal(end.text, expect.text);
	} else {
		assert.ok(expect.textPrefixOf.startsWith(end.text), end.text);
	}
	assert.equal(text, end.text);
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
			end.toolCalls,
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

function ask(player: Player, { name, api, client }: Fixture) {
	const seconds = (milliseconds = 10_000) => milliseconds / 1000;
	const { headersMs, firstTokenMs, idleMs } = client.timeouts ?? {};
	const gateway = testGateway({
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
			new AbortController().signal,
		),
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
