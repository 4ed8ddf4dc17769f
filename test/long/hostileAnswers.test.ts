import { answers, assertWordsAlone, generated } from '../webview/hostile.ts';
import { closeBrowser } from '../webview/panel.ts';

describe('hostile answers, all of them', () => {
	after(closeBrowser);

	it('of the corpus are words alone, whole and at each prefix', async () => {
		const short = answers.filter(({ text }) => text.length <= 1000);
		await assertWordsAlone(short, { atOnce: 20, pieceSize: 1 });
		const long = answers.filter(({ text }) => text.length > 1000);
		await assertWordsAlone(long, { atOnce: 4, pieceSize: 200 });
	});

	for (let seed = 1; seed <= 10; seed++) {
		it(`made by chance are words alone, whole and at each prefix: thousand ${seed}`, () =>
			assertWordsAlone(generated(1000, seed), { atOnce: 100, pieceSize: 3 }));
	}
});
