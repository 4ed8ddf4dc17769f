import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { newRegion } from '../../../src/core/edit/baseline.ts';
import { foreignRows } from '../../../src/core/edit/foreign.ts';
import type { EditFinish } from '../../../src/core/edit/contract.ts';
import { advance, changesOf, EdgePlan } from '../../../src/core/edit/edge.ts';
import { Extractor } from '../../../src/core/edit/extract.ts';
import { TypedRows } from '../../../src/core/edit/merge.ts';
import { Reindenter } from '../../../src/core/edit/indent.ts';
import { toTextChanges } from '../../../src/core/edit/rows.ts';
import { Sweep } from '../../../src/core/edit/sweep.ts';
import { diffWords } from '../../../src/core/edit/words.ts';
import { endsInsidePair, startsInsidePair } from '../../../src/core/text.ts';
import { runs } from './play.ts';
import { SimulatedEditor } from './simulatedEditor.ts';
import { applied, row, rows } from './spanFixture.ts';

describe('the sweep at the edge', () => {
	it('shows finished new rows, then old rows that were not reached, at any moment', () => {
		fc.assert(
			fc.property(rows, rows, fc.nat(30), (old, fresh, cut) => {
				let region = newRegion(old);
				const sweep = new Sweep(old);
				const sent = fresh.slice(0, cut);
				for (const [index, next] of sent.entries()) {
					const edge = region.edge;
					assert.ok(edge);
					const plan = new EdgePlan(old.slice(edge.old), old.slice(edge.old), new TypedRows());
					plan.take(next, sweep.take(next));
					let document = [...region.current];
					for (const change of changesOf(edge, plan.steps).toReversed()) {
						document = document.toSpliced(change.start, change.end - change.start, ...change.rows);
					}
					region = advance(region, edge, plan.steps);
					assert.deepEqual(region.current, document);
					assert.deepEqual(region.current.slice(0, region.edge?.new), sent.slice(0, index + 1));
					assert.deepEqual(region.current.slice(region.edge?.new), old.slice(region.edge?.old));
					assert.deepEqual(applied(region.spans, old, region.current), region.current);
				}
			}),
			runs(2_000),
		);
	}).timeout(600_000);
});

describe('foreignRows', () => {
	it('leaves baseline and document equal outside hunks and from the edge on', () => {
		const change = fc.tuple(fc.nat(30), fc.nat(5), fc.array(row, { maxLength: 3 }));
		fc.assert(
			fc.property(
				rows,
				fc.array(row, { maxLength: 8 }),
				fc.array(change, { minLength: 1, maxLength: 4 }),
				(old, fresh, changes) => {
					let region = newRegion(old);
					const sweep = new Sweep(old);
					const plan = new EdgePlan(old, old, new TypedRows());
					for (const next of fresh) {
						plan.take(next, sweep.take(next));
					}
					region = advance(region, { old: 0, new: 0 }, plan.steps);
					for (const [at, count, inserted] of changes) {
						const start = at % (region.current.length + 1);
						const end = Math.min(start + count, region.current.length);
						region = foreignRows(region, { start, end, rows: inserted }).region;
						assert.deepEqual(
							applied(region.spans, region.baseline, region.current),
							region.current,
						);
						assert.equal(region.sent.length, region.baseline.length);
						const edge = region.edge;
						assert.ok(edge && edge.new <= region.current.length);
						assert.deepEqual(region.current.slice(edge.new), region.baseline.slice(edge.old));
						assert.ok(
							region.spans.every(span => span.newEnd <= edge.new && span.oldEnd <= edge.old),
						);
					}
				},
			),
			runs(2_000),
		);
	}).timeout(600_000);
});

describe('toTextChanges', () => {
	it('does to the characters what the edit does to the rows', () => {
		const change = fc.tuple(fc.nat(3), fc.nat(3), fc.array(row, { maxLength: 3 }));
		fc.assert(
			fc.property(
				fc.array(row, { minLength: 1, maxLength: 8 }),
				fc.array(change, { maxLength: 3 }),
				(document, gaps) => {
					const changes = [];
					let at = 0;
					for (const [gap, count, inserted] of gaps) {
						const start = at + gap;
						const end = Math.min(start + count, document.length);
						if (start > end || (end === start && inserted.length === 0)) {
							continue;
						}
						changes.push({ start, end, rows: inserted });
						at = end + 1;
					}
					const expected = [...document];
					for (const { start, end, rows: inserted } of changes.toReversed()) {
						expected.splice(start, end - start, ...inserted);
					}
					const editor = new SimulatedEditor(document.join('\n'));
					const edits = toTextChanges({ changes }, editor);
					editor.userEdit(edits);
					assert.equal(editor.text, expected.join('\n'));
				},
			),
			runs(2_000),
		);
	}).timeout(600_000);
});

describe('Extractor', () => {
	const piece = fc.constantFrom(
		'```',
		'```ts',
		'````md',
		'~~~',
		'<think>',
		'</think>',
		'\uFEFF',
		'\r',
		'\n',
		'\r\n',
		'\n',
		'a();',
		'  b',
		' ',
		'😀',
		'Here it is:',
		'\n```\n',
		'\n```ts\n',
		'\n\n',
	);
	const finish = fc.constantFrom<EditFinish>('stop', 'length', 'cancelled', 'error');

	function extract(deltas: readonly string[], languageId: string, end: EditFinish) {
		const extractor = new Extractor({ languageId, originalRows: ['  b', 'a();'] });
		const found = deltas.flatMap(delta => extractor.push(delta));
		const last = extractor.end(end);
		return { rows: [...found, ...last.rows], empty: last.empty };
	}

	it('(F23, E17) finds the same rows however the answer is cut, never with half a character', () => {
		fc.assert(
			fc.property(
				fc.array(piece, { maxLength: 20 }),
				fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 10 }),
				fc.constantFrom('typescript', 'markdown'),
				finish,
				(pieces, sizes, languageId, end) => {
					const text = pieces.join('');
					const deltas: string[] = [];
					for (let at = 0, index = 0; at < text.length; index++) {
						const size = sizes[index % sizes.length] ?? 1;
						deltas.push(text.slice(at, at + size));
						at += size;
					}
					const found = extract(deltas, languageId, end);
					assert.deepEqual(found, extract([text], languageId, end));
					for (const found1 of found.rows) {
						assert.ok(!/[\r\n]/.test(found1));
						assert.ok(!endsInsidePair(found1) && !startsInsidePair(found1));
					}
				},
			),
			runs(3_000),
		);
	}).timeout(600_000);
});

describe('Reindenter', () => {
	it('changes nothing but the blanks at the start of rows, and no row is lost', () => {
		const depth = fc.constantFrom('', '  ', '    ', '\t', '\t\t');
		const indented = fc.array(
			fc.tuple(depth, row).map(([blanks, text]) => blanks + text),
			{ maxLength: 14 },
		);
		fc.assert(
			fc.property(indented, indented, (original, answer) => {
				const reindenter = new Reindenter(original);
				const out = answer.flatMap(text => reindenter.push(text));
				out.push(...reindenter.end());
				assert.deepEqual(
					out.map(text => text.trimStart()),
					answer.map(text => text.trimStart()),
				);
			}),
			runs(1_000),
		);
	}).timeout(600_000);

	const cases: readonly [string, readonly string[], readonly string[], readonly string[]][] = [
		[
			'leaves a block moved left on request',
			['  a();', '  b();'],
			['a();', 'b();'],
			['a();', 'b();'],
		],
		['leaves a block moved right', ['a();', 'b();'], ['  a();', '  b();'], ['  a();', '  b();']],
		[
			'turns spaces into the tabs of the file',
			['\ta();', '\tb();'],
			['    c();', '      d();'],
			['\tc();', '\t  d();'],
		],
	];
	for (const [title, original, answer, expected] of cases) {
		it(title, () => {
			const reindenter = new Reindenter(original);
			const out = answer.flatMap(text => reindenter.push(text));
			assert.deepEqual([...out, ...reindenter.end()], expected);
		});
	}
});

describe('diffWords', () => {
	it('contains both versions of the row and cuts no character', () => {
		const word = fc.constantFrom(
			'foo',
			'bar',
			' ',
			'(',
			')',
			' = ',
			'价格',
			'数',
			'😀',
			'👨‍👩‍👧',
			'é',
			'"',
		);
		const text = fc.array(word, { maxLength: 12 }).map(words => words.join(''));
		fc.assert(
			fc.property(text, text, (a, b) => {
				const pieces = diffWords(a, b);
				const without = (kind: string) =>
					pieces
						.filter(piece => piece.kind !== kind)
						.map(piece => piece.text)
						.join('');
				assert.equal(without('added'), a);
				assert.equal(without('removed'), b);
				assert.ok(pieces.every(piece => !endsInsidePair(piece.text) && piece.text !== ''));
			}),
			runs(2_000),
		);
	}).timeout(600_000);

	it('strikes out single words', () => {
		assert.deepEqual(diffWords('const a = load(1);', 'const a = loadFast(1);'), [
			{ kind: 'same', text: 'const a = ' },
			{ kind: 'removed', text: 'load' },
			{ kind: 'added', text: 'loadFast' },
			{ kind: 'same', text: '(1);' },
		]);
	});
});
