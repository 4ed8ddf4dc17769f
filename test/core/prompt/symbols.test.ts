import assert from 'node:assert/strict';
import { enclosingSymbols, type DocumentSymbolRange } from '../../../src/core/prompt/symbols.ts';

function symbol(name: string, kind: string, from: number, to: number): DocumentSymbolRange {
	const start = { line: from, character: 0 };
	return { name, kind, range: { start, end: { line: to, character: 1 } } };
}

const symbols = [
	symbol('Clock', 'class', 0, 20),
	symbol('now', 'method', 2, 8),
	symbol('at', 'variable', 4, 4),
	symbol('format', 'constant', 5, 7),
	symbol('zero', 'function', 10, 10),
];

describe('enclosingSymbols', () => {
	const cases: readonly [line: number, names: readonly string[]][] = [
		[0, ['Clock']],
		[4, ['now', 'Clock']],
		[6, ['format', 'now', 'Clock']],
		[10, ['zero', 'Clock']],
		[21, []],
	];
	for (const [line, names] of cases) {
		it(`gives ${names.join(', ') || 'nothing'} around row ${line}`, () => {
			const found = enclosingSymbols(symbols, { line, character: 3 });
			assert.deepEqual(
				found.map(({ name }) => name),
				names,
			);
		});
	}

	it('counts rows half open, without a last row that is only touched', () => {
		const start = { line: 3, character: 0 };
		const touching = {
			name: 'f',
			kind: 'function',
			range: { start, end: { line: 6, character: 0 } },
		};
		assert.deepEqual(enclosingSymbols([touching], { line: 5, character: 0 }), [
			{ name: 'f', kind: 'function', start: 3, end: 6 },
		]);
		assert.deepEqual(enclosingSymbols([touching], { line: 6, character: 0 }), []);
	});
});
