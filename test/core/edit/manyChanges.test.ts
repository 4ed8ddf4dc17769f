import assert from 'node:assert/strict';
import { toTextChanges } from '../../../src/core/edit/rows.ts';
import { rowsOf } from '../../../src/core/prompt/rows.ts';

describe('an edit of very many changes', () => {
	it('is one change, since VS Code reports a thousand and more as one', () => {
		const rows = Array.from({ length: 2_001 }, (_, row) => `row ${row}`);
		const changes = rows
			.map((_, row) => row)
			.filter(row => row % 3 === 1)
			.map(row => ({ start: row, end: row + 1, rows: [`new ${row}`] }));

		const [change, ...more] = toTextChanges({ changes }, rowsOf(rows.join('\n')));

		assert.deepEqual(more, []);
		const expected = rows.map((row, at) => (at % 3 === 1 ? `new ${at}` : row));
		assert.deepEqual(change?.range, {
			start: { line: 1, character: 0 },
			end: { line: 2_000, character: 0 },
		});
		assert.equal(change?.text, `${expected.slice(1, 2_000).join('\n')}\n`);
	});
});
