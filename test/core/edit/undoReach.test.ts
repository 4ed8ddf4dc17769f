import assert from 'node:assert/strict';
import { UndoReach } from '../../../src/core/edit/undoReach.ts';

type Event = 'begin' | 'new step' | 'same step' | 'keep';

const cases: readonly [what: string, events: readonly Event[], steps: number][] = [
	['nothing has landed', ['begin'], 0],
	['one edit in many flushes', ['begin', 'new step', 'same step', 'same step'], 1],
	['a refined edit', ['begin', 'new step', 'same step', 'new step'], 2],
	['somebody typed', ['begin', 'new step', 'keep', 'new step'], 0],
	['somebody typed, and another edit began alone', ['new step', 'keep', 'begin', 'new step'], 1],
];

describe('how far undo leads back', () => {
	for (const [what, events, steps] of cases) {
		it(`is ${steps} steps when ${what}`, () => {
			const reach = new UndoReach();
			for (const event of events) {
				if (event === 'begin' || event === 'keep') {
					reach[event]();
				} else {
					reach.landed(event === 'new step');
				}
			}
			assert.equal(reach.steps, steps);
		});
	}
});
