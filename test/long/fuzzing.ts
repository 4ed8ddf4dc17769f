import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { History } from '../../src/core/chat/history.ts';
import { IncrementalMarkdown } from '../../src/core/chat/incrementalMarkdown.ts';
import { parseMarkdown } from '../../src/core/chat/markdown.ts';
import { Unpacker } from '../../src/core/chat/parcels.ts';
import { receiveInHost, receiveInWebview } from '../../src/core/chat/protocol.ts';
import { makeId } from '../../src/core/chat/record.ts';
import { Extractor } from '../../src/core/edit/extract.ts';
import { parseJournal, serializeJournal, type EditJournal } from '../../src/core/edit/journal.ts';
import { plainText } from '../../src/core/gateway/plainText.ts';
import { endsInsidePair, startsInsidePair } from '../../src/core/text.ts';
import { hiddenCharacters } from '../../src/core/unicode.ts';
import { FilesInMemory, silent } from '../core/chat/historyOnDisk.ts';
import { Play, type Act, type Scenario } from '../core/edit/play.ts';
import { hear, someRequest, testGateway, testKey } from '../core/gateway/ask.ts';
import { bodyOf, stubFetch } from '../core/gateway/stub.ts';

/** Sizes of pieces, in turn. */
export const cuts = fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 9 });

function* pieces<T extends string | Uint8Array<ArrayBuffer>>(
	whole: T,
	sizes: readonly number[],
): Generator<T> {
	for (let start = 0, turn = 0; start < whole.length; turn++) {
		const size = sizes[turn % sizes.length] ?? whole.length;
		// oxlint-disable-next-line no-unsafe-type-assertion -- a part of a text is a text, of bytes bytes
		yield whole.slice(start, start + size) as T;
		start += size;
	}
}

/** Bodies of recorded answers, to be cut up and mixed with anything. */
const recorded = [
	'b24-think-tags.sse',
	'b38-tool-calls.sse',
	'c09-error-event.sse',
	'd01-basic.sse',
]
	.map(name => join(import.meta.dirname, '../fixtures/protocol', name))
	.flatMap(path => {
		try {
			return readFileSync(path, 'utf8').split(/(?<=\n)/u);
		} catch {
			return [];
		}
	});
const odd =
	'data: ;{"error":{"message":null}};{"error":"x"};event: error;[DONE];<think>;</think>;<html>;: ping;\n;\n\n;\r\n;\r;\ufeff;null;"\\ud83d";{;};😀;data: {"choices":[{"delta":{"content":"a"}}]};data: {"usage":{"prompt_tokens":-1}}'.split(
		';',
	);

export const anyBytes = fc.oneof(
	fc.uint8Array({ maxLength: 300 }).map(bytes => new Uint8Array(bytes)),
	fc
		.array(fc.constantFrom(...recorded, ...odd), { maxLength: 30 })
		.map(parts => new TextEncoder().encode(parts.join(''))),
);

/** @throws {AssertionError} The bytes mean something else when they come in pieces. */
export async function checkInterpreters(
	bytes: Uint8Array<ArrayBuffer>,
	sizes: readonly number[],
	isResponses: boolean,
): Promise<void> {
	const read = async (by: readonly number[]) => {
		const stub = stubFetch(() => new Response(bodyOf(pieces(bytes, by))));
		const api = isResponses ? 'responses' : 'chat-completions';
		const gateway = testGateway({ api }, { fetch: stub.fetch });
		const heard = await hear(gateway.stream(someRequest, new AbortController().signal));
		const { duration: _, firstTextAfter: __, clientRequestId: ___, ...end } = heard.end;
		return { ...end, streamed: heard.text, thought: heard.reasoning };
	};
	assert.deepEqual(await read(sizes), await read([]));
}

const signs =
	'```;```ts;````md;~~~;<think>;</think>;\uFEFF;\r;\n;\r\n;a();  b; ;😀;Here it is:;\n```\n;\n```ts\n;\n\n;{;}'.split(
		';',
	);
export const anyAnswer = fc.oneof(
	fc.array(fc.constantFrom(...signs), { maxLength: 30 }).map(parts => parts.join('')),
	fc.string({ unit: 'binary', maxLength: 60 }),
);

export function checkExtractor(text: string, sizes: readonly number[], isWhole: boolean): void {
	const extract = (deltas: Iterable<string>) => {
		const extractor = new Extractor({ languageId: 'typescript', originalRows: ['  b', 'a();'] });
		const rows = [...deltas].flatMap(delta => extractor.push(delta));
		const last = extractor.end(isWhole ? 'stop' : 'cancelled');
		return { rows: [...rows, ...last.rows], empty: last.empty };
	};
	const found = extract(pieces(text, sizes));
	assert.deepEqual(found, extract([text]));
	for (const row of found.rows) {
		assert.doesNotMatch(row, /[\r\n]/u);
		const isBroken = (endsInsidePair(row) || startsInsidePair(row)) && !/\p{Surrogate}/u.test(text);
		assert.equal(isBroken, false, 'half a character');
	}
}

export async function checkSession(of: Scenario, later: readonly Act[]): Promise<void> {
	const play = new Play(of);
	const perform = (happens: Act): void => {
		if (happens.kind.startsWith('scribble')) {
			play.scribble(happens);
		} else if (happens.kind === 'undo') {
			play.editor.undo();
		} else {
			play.editor.redo();
		}
	};
	await play.stream(perform);
	for (const happens of later) {
		const index = happens.at % (play.session.hunks.length + 1);
		if (happens.kind === 'accept') {
			play.session.accept(index);
		} else if (happens.kind === 'reject') {
			await play.reject(index);
		} else {
			perform(happens);
		}
		play.check();
	}
}

const markdown =
	'a;b c;\n;\n\n;- ;* ;1. ;> ;# ;```;~~~;    ;\t;|;-|-;a | b\n;---;===;[x];[x]: /u;]:;[;*;**;_;`;\\;<;>;![;](;);&amp;\r;\r\n;[ ] ;你好;<b>;javascript:;\0;\u202e'.split(
		';',
	);
export const anyMarkdown = fc
	.oneof(
		{ weight: 3, arbitrary: fc.array(fc.constantFrom(...markdown), { maxLength: 40 }) },
		{
			weight: 1,
			arbitrary: fc.array(fc.string({ unit: 'binary', maxLength: 9 }), { maxLength: 9 }),
		},
	)
	.map(parts => parts.join(''));

export function checkMarkdown(source: string, sizes: readonly number[]): void {
	const shown = new IncrementalMarkdown();
	for (const piece of pieces(source, sizes)) {
		shown.append(piece);
		assert.ok(Array.isArray(shown.blocks));
	}
	shown.finish();
	assert.deepEqual(
		shown.blocks,
		parseMarkdown(source).map(({ node }) => node),
	);
}

export const anyDamages = fc.array(
	fc.record({
		file: fc.nat(),
		at: fc.nat(),
		length: fc.nat(400),
		by: fc.oneof(
			fc.string({ unit: 'binary', maxLength: 4 }),
			fc.constantFrom('\ufeff', '\0', '{}'),
		),
	}),
	{ maxLength: 5 },
);
type Damages = typeof anyDamages extends fc.Arbitrary<infer T> ? T : never;

export async function checkHistory(damages: Damages): Promise<void> {
	const files = new FilesInMemory();
	let time = 1_700_000_000_000;
	const open = (window: string) =>
		new History({ files, window, now: () => (time += 1), log: silent });
	const session = makeId(time, () => 0);
	const writer = open('window01');
	for (let seq = 1; seq <= 4; seq++) {
		await writer.saveTurn(session, {
			id: makeId(time + seq, () => 0.5),
			seq,
			parent: null,
			question: { text: `q${seq} 豆`, shown: 'q', context: [], task: 'chat' },
			askedModel: 'm',
			answer: `answer ${seq}`,
			reasoning: '',
			settled: { outcome: 'complete', duration: 1 },
		});
	}
	const before = new Map(files.contents);
	const paths = [...before.keys()];
	for (const { file, at, length, by } of damages) {
		const path = paths[file % paths.length] ?? '';
		const text = files.contents.get(path) ?? '';
		const start = at % (text.length + 1);
		files.contents.set(path, text.slice(0, start) + by + text.slice(start + length));
	}
	const hurt = paths.filter(path => files.contents.get(path) !== before.get(path)).length;
	const { turns, damaged } = await open('window02').news(session);
	assert.deepEqual([turns.length, damaged], [4 - hurt, hurt]);
}

const journal: EditJournal = {
	id: 'abc0',
	uri: 'file:///a.js',
	workspace: 'file:///',
	instruction: 'rename 豆',
	savedAt: 1,
	streaming: false,
	above: ['above'],
	below: ['below'],
	snapshot: { mode: 'restored', first: 1, baseline: ['a'], current: ['b', 'c'], partial: false },
};
const written = serializeJournal(journal);

export function checkJournal(at: number, length: number, by: string): void {
	const start = at % (written.length + 1);
	const read = parseJournal(written.slice(0, start) + by + written.slice(start + length));
	assert.ok(read === undefined || JSON.stringify(read) === JSON.stringify(parseJournal(written)));
}

const types =
	'ready ask draft stop newChat retry edit step continue openLink openPlace saveKey attach insertCode applyCode part show turn append settle init __proto__ constructor toString'.split(
		' ',
	);
/** Any JSON, and objects that almost are messages. */
export const anyJson = fc.oneof(
	fc.jsonValue(),
	fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true }),
	fc.dictionary(
		fc.constantFrom('type', 'text', 'turnId', 'url', 'code', 'count', 'index', 'json', '__proto__'),
		fc.oneof(fc.constantFrom(...types), fc.jsonValue(), fc.constantFrom(-1, 1e308, Number.NaN)),
		{ maxKeys: 6 },
	),
);

/** The panel's side and the host's: what is not in the protocol reaches no handler. */
export function checkMessages(message: unknown): void {
	let heard = 0;
	const handlers: object = new Proxy(
		Object.fromEntries(types.slice(0, 21).map(type => [type, () => heard++])),
		{},
	);
	for (const receive of [receiveInHost, receiveInWebview]) {
		heard = 0;
		// oxlint-disable-next-line no-unsafe-type-assertion -- a handler for some types is enough here
		const isKnown = receive(handlers as never)(new Unpacker().take(message));
		assert.ok(isKnown || heard === 0);
	}
}

export const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

const bad = [0x202e, 0x2066, 0xe0041, 0x1b, 0x3164, 0x2028];

export function checkScanner(before: string, after: string): void {
	const codePoint = bad[(before.length + after.length) % bad.length] ?? 0;
	const row = before + String.fromCodePoint(codePoint) + after;
	const found = hiddenCharacters(row);
	assert.ok(found.some(one => one.column === before.length && one.codePoint === codePoint));
	for (const { column, length, codePoint: of } of found) {
		assert.equal(row.codePointAt(column), of);
		assert.equal(String.fromCodePoint(of).length, length);
	}
}

export function checkPlainText(before: string, after: string): void {
	const said = plainText(`${before}${testKey}${after}<b onclick=x>[a](command:b)`, [testKey]);
	assert.equal(said.includes(testKey), false);
	assert.doesNotMatch(said, /[<>`*\n\p{Cc}]|\]\(/u);
	assert.ok(said.length <= 300);
}
