import { assertWordsAlone, generated } from './hostile.ts';
import { closeBrowser } from './panel.ts';

describe('hostile answers made by chance', function () {
	this.timeout(120_000);
	after(closeBrowser);

	// Ten thousand of them are tried by the long tests.
	it('are words alone, whole and at each prefix', () =>
		assertWordsAlone(generated(100, 1), { atOnce: 100, pieceSize: 6 }));
});
