import assert from 'node:assert/strict';
import { play, type FromComment } from './fromComment.ts';
import { handMade } from './fromCommentHandMade.ts';
import { looks } from './fromCommentLanguages.ts';
import { fixturesOf } from './fromCommentRules.ts';

/** Of the fixtures, at least so many must find the right comment, place and indentation. */
const share = 0.95;

describe('code from a comment', () => {
	const fixtures: readonly FromComment[] = [...looks.flatMap(fixturesOf), ...handMade];

	it('goes to the right place with the right indentation in at least 95 of 100 files', async () => {
		const wrong: string[] = [];
		for (const fixture of fixtures) {
			await play(fixture).catch((error: unknown) => {
				const why = error instanceof Error ? error.message : String(error);
				wrong.push(`${fixture.languageId} ${JSON.stringify(fixture.marked)}\n${why}`);
			});
		}
		assert.ok(fixtures.length >= 300, `${fixtures.length} fixtures`);
		const right = fixtures.length - wrong.length;
		assert.ok(
			right >= share * fixtures.length,
			`${right} of ${fixtures.length} are right.\n${wrong.join('\n')}`,
		);
	});
});
