import assert from 'node:assert/strict';
import { join } from 'node:path';
import { History } from '../../src/core/chat/history.ts';
import { filesIn, silent } from '../core/chat/historyOnDisk.ts';

/**
 * How each question ended, as the history on disk has it.
 *
 * @param logs The folder of a run, in which its VS Code keeps its data.
 */
export async function outcomesOnDisk(
	logs: string,
): Promise<ReadonlyMap<string, string | undefined>> {
	const storage = 'server-1/data/User/globalStorage/doubao-assistant.doubao-assistant';
	const history = new History({
		files: filesIn(join(logs, storage, 'history', 'v1')),
		window: 'reader00',
		now: Date.now,
		log: silent,
	});
	const kept = new Map<string, string | undefined>();
	for (const { id } of await history.sessions()) {
		const { turns, damaged } = await history.news(id);
		assert.equal(damaged, 0);
		for (const { question, settled } of turns) {
			kept.set(question.text, settled?.outcome);
		}
	}
	return kept;
}
