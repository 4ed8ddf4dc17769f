import * as assert from 'node:assert/strict';
import { run } from './library/commands.ts';
import { gateway } from './library/gateway.ts';
import { until } from './library/until.ts';
import { select, text, workspace, type Selected } from './library/workspace.ts';
import { long } from './longFile.ts';
import { rewrite, shop } from './shop.ts';
import { pending, type EditResult } from './streaming.ts';

const contents = `// Adds the prices up\n${shop}${long}\n`;
const answer = ['```js\n', '// Adds all prices up\n', ...rewrite.slice(1)];

type Request = readonly [what: string, where: Selected, command: string];

/** Every way in which rows can be asked for that another edit has. */
const requests = (part: string): readonly Request[] => [
	['whole rows', { rows: [3, 4] }, 'doubao.editSelection'],
	['a part of a row', part, 'doubao.editSelection'],
	['many rows', { rows: [1, 300 + shop.split('\n').length] }, 'doubao.editSelection'],
	['code for a comment', { row: 1, column: 5 }, 'doubao.generateFromComment'],
];

describe('a request about rows that another edit has', function () {
	this.timeout(120_000);

	it('(F12, E11) is refused with a sentence, while that streams and while it is under review', async () => {
		const server = await gateway.script({ deltas: answer, pace: 'gate' });
		await workspace.open('shop.js', contents);
		await select({ rows: [1, 12] });
		const running = run<EditResult>('doubao.editSelection', { instruction: 'simplify' });
		await server.received();
		server.release(4);
		await until(() => text().includes('reduce'), 'the first new rows');
		const refused = async (part: string, sentence: RegExp) => {
			const before = text();
			for (const [what, where, command] of requests(part)) {
				await select(where);
				const { outcome, reason } = await run<EditResult>(command, { instruction: 'other' });
				assert.equal(outcome, 'refused', what);
				assert.match(reason ?? '', sentence, what);
			}
			assert.equal(text(), before);
			assert.equal(server.requests.length, 1, 'nothing is sent');
		};
		await refused('sum += item', /Doubao is writing here\. Wait for the end, or stop it with Esc/);
		server.releaseAll();
		assert.equal((await running).outcome, 'review');
		await pending(3);

		await refused('reduce', /changes under review here\. Accept or reject them first, or refine/);

		await run('doubao.rejectAll');
		assert.equal(text(), contents);
	});
});
