import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chatJson, chatMarkdown, readChat } from '../../../src/core/chat/chatFile.ts';
import type { Turn } from '../../../src/core/chat/turn.ts';

function ids(): () => string {
	let count = 0;
	return () => `new${String(++count).padStart(13, '0')}`;
}

function turn(index: number, question: string, answer: string, rest: Partial<Turn> = {}): Turn {
	return {
		id: `old${String(index).padStart(13, '0')}`,
		seq: index,
		parent: index === 0 ? null : `old${String(index - 1).padStart(13, '0')}`,
		question: { text: question, shown: question, context: [], task: 'chat' },
		askedModel: 'doubao-seed-2-0-code',
		answer,
		reasoning: '',
		settled: { outcome: 'complete', duration: 12, model: 'doubao-seed-2-0-code' },
		...rest,
	};
}

const words = (turns: readonly Turn[] = []) =>
	turns.map(({ question, answer }) => [question.shown, answer]);

describe('a chat in a file', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.constantFrom(
			'<!-- doubao-chat: you -->',
			'\\<!-- doubao-chat: you -->',
			'## You',
			'\n\n',
			'# a',
		),
		fc
			.array(fc.constantFrom('a', '\n', '## Doubao', '<!-- doubao-chat: answer -->\n'))
			.map(p => p.join('')),
	);
	const talk = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 });

	it('comes back from JSON word by word, in all branches', () => {
		fc.assert(
			fc.property(talk, said => {
				const turns = said.map(([question, answer], at) => turn(at, question, answer));
				const second = turn(9, 'other', 'branch', { parent: turns[0]?.parent ?? null });
				const read = readChat(chatJson({ title: 'T', turns: [...turns, second] }), ids());
				assert.deepEqual(words(read?.turns), words([...turns, second]));
				assert.deepEqual(
					read?.turns.map(({ parent }) => read.turns.findIndex(({ id }) => id === parent)),
					[...turns, second].map(({ parent }) => turns.findIndex(({ id }) => id === parent)),
				);
			}),
		);
	});

	it('comes back from Markdown word by word, whatever the words look like', () => {
		fc.assert(
			fc.property(talk, said => {
				// A file keeps one kind of row ends.
				const plain = said.map(pair => pair.map(one => one.replaceAll(/\r\n?/g, '\n')));
				const turns = plain.map(([question = '', answer = ''], at) => turn(at, question, answer));
				const read = readChat(chatMarkdown({ title: 'T', turns }), ids());
				assert.deepEqual(words(read?.turns), words(turns));
				assert.equal(read?.title, 'T');
			}),
		);
	});

	it('gets ids of its own, and nothing that a gateway keeps', () => {
		const kept = { outcome: 'complete', duration: 1, stored: { id: 'r' } } as const;
		const source = chatJson({ title: '', turns: [turn(0, 'a', 'b', { settled: kept })] });
		assert.doesNotMatch(source, /stored/u);
		const read = readChat(source, ids());
		assert.equal(read?.turns[0]?.id, 'new0000000000001');
	});

	it('brings nothing along that acts, and no name that the panel does not take', () => {
		const long = 'l'.repeat(2000);
		const hostile = turn(0, 'a', 'b', {
			askedModel: long,
			question: {
				text: 'a',
				shown: 'a',
				task: 'chat',
				context: [{ label: long, text: 'x', kind: 'file', source: 'file:///etc/passwd' }],
				cut: [{ kind: 'lines', label: long, count: 1 }],
			},
			settled: {
				outcome: 'error',
				duration: 1,
				model: long,
				failure: { class: 'auth', detail: 'x' },
				session: { inputTokens: 1, outputTokens: 1, cost: 1, unknown: 0 },
			},
		});
		const [read] = readChat(chatJson({ title: '', turns: [hostile] }), ids())?.turns ?? [];
		const label = 'l'.repeat(1000);
		assert.deepEqual(read?.question.context, [{ label, text: 'x', kind: 'file' }]);
		assert.deepEqual(read?.question.cut, [{ kind: 'lines', label, count: 1 }]);
		assert.deepEqual(read?.settled, { outcome: 'error', duration: 1, model: label });
		assert.equal(read?.askedModel, label);
	});

	it('is read from Markdown of others', () => {
		const read = readChat(
			'# Talk\n\n## User\n\nHello?\n\n## Assistant\n\nHi.\n\n### Note\n\nEnd.\n',
			ids(),
		);
		assert.deepEqual(words(read?.turns), [['Hello?', 'Hi.\n\n### Note\n\nEnd.']]);
		assert.equal(read?.title, 'Talk');
	});

	for (const source of [
		'',
		'{',
		'{}',
		'[]',
		'# Only words\n',
		'{"format":"doubao-chat","version":2,"turns":[]}',
		chatJson({ title: '', turns: [] }),
		chatJson({ title: '', turns: [turn(0, 'a', 'b')] }).replace('"answer": "b"', '"answer": 1'),
	]) {
		it(`is none in ${JSON.stringify(source.slice(0, 40))}`, () => {
			assert.equal(readChat(source, ids()), undefined);
		});
	}
});
