import { startPlayer, type Player } from '../../support/player.ts';
import { checkRow, described, directory, rows } from './faultRow.ts';

/** Bodies of many megabytes, or of one byte a write already: not cut again over the network. */
const uncut: ReadonlySet<string> = new Set([
	'b35-5000-events-one-write',
	'b16-utf8-one-byte-writes',
	'b41-line-kept-open',
	'c18-stall-mid',
	'c19-keepalive-forever',
	'c26-endless-line',
	'c27-endless-data-lines',
]);

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
