import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { eachPanel, TestPanel } from './panel.ts';
import { rich } from './states.ts';
import { complete, turn } from './turns.ts';

describe('what a screen reader is told', function () {
	this.timeout(60_000);
	let panel: TestPanel;
	eachPanel(opened => {
		panel = opened;
	});

	it('is the tree that was agreed on, for a chat with an answer and a failure', async () => {
		const alert = { text: 'The gateway did not accept the API key.', action: 'Set API Key' };
		await panel.post(
			turn({
				id: 'a',
				question: 'Explain it.',
				context: ['src/a.ts:1-2'],
				answer: rich,
				reasoning: 'Let me look.',
				settled: { ...complete, reasoningDuration: 2100 },
			}),
			turn({
				id: 'b',
				question: 'Again?',
				settled: { ...complete, outcome: 'error', usage: null, alert },
			}),
		);
		const golden = resolve(import.meta.dirname, 'transcript.txt');
		const tree = await panel.page.locator('body').ariaSnapshot();
		assert.equal(`${tree}\n`, await readFile(golden, 'utf8'));
	});
});
