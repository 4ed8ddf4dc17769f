import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { receiveInHost, receiveInWebview } from '../../../src/core/chat/protocol.ts';
import type { FromWebview, Handlers, ToWebview } from '../../../src/core/chat/protocol.ts';

const valid: readonly FromWebview[] = [
	{ type: 'ready' },
	{ type: 'ask', text: 'Hi' },
	{ type: 'draft', text: '' },
	{ type: 'stop' },
	{ type: 'newChat' },
	{ type: 'retry', turnId: 't' },
	{ type: 'failureAction', turnId: 't' },
	{ type: 'copyMessage', turnId: 't', part: 'answer' },
	{ type: 'copyCode', code: 'x' },
	{ type: 'insertCode', code: 'x' },
	{ type: 'newFile', code: 'x', language: 'ts' },
	{ type: 'openLink', url: 'https://a.example' },
	{ type: 'selectModel' },
	{ type: 'saveKey', gateway: 'ark', key: 'k' },
	{ type: 'tryDemo' },
	{ type: 'detach', label: 'a.ts' },
	{ type: 'openSession', sessionId: 's' },
	{ type: 'renameSession', sessionId: 's', title: 't' },
	{ type: 'deleteSession', sessionId: 's' },
	{ type: 'restoreSession', sessionId: 's' },
	{ type: 'regenerate', turnId: 't' },
	{ type: 'edit', turnId: 't', text: 'other' },
	{ type: 'step', turnId: 't', by: -1 },
	{ type: 'continue', turnId: 't' },
	{ type: 'findContext', search: '1', query: 'x' },
	{ type: 'attach', key: 'k' },
	{ type: 'earlier', turnId: 't' },
	{ type: 'insertIntoTerminal', code: 'ls' },
	{ type: 'unqueue' },
	{ type: 'applyCode', turnId: 't', code: 'x', language: 'ts' },
	{ type: 'openAttachment', label: 'l' },
	{ type: 'showRequest' },
];

function host() {
	const heard: FromWebview[] = [];
	const hear = (message: FromWebview) => {
		heard.push(message);
	};
	const handlers: Handlers<FromWebview> = {
		ready: hear,
		ask: hear,
		draft: hear,
		stop: hear,
		newChat: hear,
		earlier: hear,
		detach: hear,
		findContext: hear,
		attach: hear,
		insertIntoTerminal: hear,
		unqueue: hear,
		think: hear,
		applyCode: hear,
		openAttachment: hear,
		attachUris: hear,
		attachText: hear,
		picture: hear,
		unreadable: hear,
		pasted: hear,
		attachPasted: hear,
		showRequest: hear,
		historyClosed: hear,
		openSession: hear,
		renameSession: hear,
		pinSession: hear,
		deleteSession: hear,
		restoreSession: hear,
		retry: hear,
		regenerate: hear,
		edit: hear,
		step: hear,
		continue: hear,
		failureAction: hear,
		copyMessage: hear,
		copyCode: hear,
		insertCode: hear,
		newFile: hear,
		openLink: hear,
		openPlace: hear,
		selectModel: hear,
		saveKey: hear,
		tryDemo: hear,
	};
	return { heard, receive: receiveInHost(handlers) };
}

describe('the border between host and panel', () => {
	it('hands each valid message to its handler', () => {
		const { heard, receive } = host();
		for (const message of valid) {
			assert.equal(receive(message), true, message.type);
		}
		assert.deepEqual(heard, valid);
	});

	it('takes a draft that is too long to be sent, and no such question', () => {
		const { heard, receive } = host();
		const text = 'x'.repeat(1_000_001);
		assert.equal(receive({ type: 'draft', text }), true);
		assert.equal(receive({ type: 'ask', text }), false);
		assert.equal(receive({ type: 'edit', turnId: 't', text }), false);
		assert.equal(heard.length, 1);
	});

	it('drops a message with a field too many, too few, or of another kind', () => {
		const { heard, receive } = host();
		const long = 'x'.repeat(20_000_001);
		for (const message of valid) {
			receive({ ...message, extra: 1 });
			for (const key of Object.keys(message)) {
				receive(Object.fromEntries(Object.entries(message).filter(([name]) => name !== key)));
				for (const wrong of [null, 7, {}, [], true, undefined, long]) {
					receive({ ...message, [key]: wrong });
				}
			}
		}
		assert.deepEqual(heard, []);
	});

	it('drops every hostile message of the corpus but a link, which is judged when opened', () => {
		const corpus: { payloads: { group: string; payload: string | null }[] } = JSON.parse(
			readFileSync(resolve(import.meta.dirname, '../../fixtures/xss.json'), 'utf8'),
		);
		const { heard, receive } = host();
		const hostile = corpus.payloads.filter(({ group }) => group === 'host-message');
		assert.equal(hostile.length > 5, true);
		for (const { payload } of hostile) {
			receive(payload === null ? null : JSON.parse(payload));
		}
		assert.deepEqual(
			heard.filter(({ type }) => type !== 'openLink'),
			[],
		);
	});

	it('survives anything', () => {
		const { heard, receive } = host();
		const types = fc.constantFrom(...valid.map(({ type }) => type), '__proto__', 'constructor');
		fc.assert(
			fc.property(
				fc.oneof(fc.anything(), fc.record({ type: types, text: fc.anything() })),
				value => {
					heard.length = 0;
					if (!receive(value)) {
						assert.deepEqual(heard, []);
					}
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('checks what comes to the panel just so', () => {
		const heard: ToWebview[] = [];
		const ignore = () => {};
		const receive = receiveInWebview({
			init: ignore,
			settings: ignore,
			show: ignore,
			turn: message => heard.push(message),
			length: ignore,
			append: ignore,
			waiting: ignore,
			settle: ignore,
			remove: ignore,
			queue: ignore,
			compose: ignore,
			attachments: ignore,
			contextFound: ignore,
			scalePicture: ignore,
			pastedFrom: ignore,
			beginContext: ignore,
			forgetDraft: ignore,
			contextUse: ignore,
			prompts: ignore,
			focus: ignore,
			history: ignore,
			notice: ignore,
			connection: ignore,
			firstRun: ignore,
			firstRunResult: ignore,
		});
		const turn = {
			id: 't',
			question: 'q',
			editable: true,
			version: { index: 1, count: 2 },
			context: ['a'],
			cut: [{ kind: 'lines', label: 'a', count: 2 }],
			answer: '',
			reasoning: '',
			settled: null,
		};
		const settled = {
			outcome: 'complete',
			alert: null,
			usage: { inputTokens: 1, outputTokens: 2 },
			model: 'm',
			modelDiffers: false,
			duration: 1,
			reasoningDuration: null,
		};
		assert.equal(receive({ type: 'turn', turn }), true);
		assert.equal(receive({ type: 'turn', turn: { ...turn, settled } }), true);
		assert.equal(heard.length, 2);
		for (const wrong of [
			{ ...turn, context: [1] },
			{ ...turn, settled: { ...settled, outcome: 'great' } },
			{ ...turn, settled: { ...settled, usage: { inputTokens: Number.NaN, outputTokens: 1 } } },
			{ ...turn, html: '<b>' },
		]) {
			assert.equal(receive({ type: 'turn', turn: wrong }), false);
		}
	});
});
