import assert from 'node:assert/strict';
import { startPlayer, type Player } from '../../support/player.ts';
import { checkRow, described, directory, rows } from './faultRow.ts';
import { matrixIds } from './matrix/ids.ts';

/** Bodies of megabytes, which are cut in memory, in the long tests; and seconds of waiting. */
const uncut: ReadonlySet<string> = new Set([
	'b35-5000-events-one-write',
	'b41-line-kept-open',
	'c26-endless-line',
	'c27-endless-data-lines',
]);

describe('the rows', () => {
	it('are all 133 of the matrix, each once, with some of our own', () => {
		const names = rows.map(({ name }) => name);
		assert.equal(new Set(matrixIds).size, 133);
		assert.deepEqual(
			matrixIds.filter(id => !names.includes(id)),
			[],
		);
		assert.equal(new Set(names).size, names.length);
	});
});

describe('the fault matrix over a raw socket', () => {
	for (const writeSize of [undefined, 1, 3, 16 * 1024]) {
		describe(
			writeSize === undefined ? 'as it was written' : `in writes of ${writeSize} bytes`,
			() => {
				let player: Player;
				before(async () => {
					const cut = writeSize === undefined ? {} : { writeSize };
					player = await startPlayer(directory, { ...cut, more: described });
				});
				after(() => player.close());

				for (const row of rows.filter(({ name }) => writeSize === undefined || !uncut.has(name))) {
					it(`${row.name}: ${row.fault}`, () => checkRow(player, row));
				}
			},
		);
	}
});
