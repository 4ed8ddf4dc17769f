/** Hooks of mocha, for every test: they write down what became of it, for the matrix. */
import { relative } from 'node:path';
import * as fc from 'fast-check';
import { root } from './paths.ts';
import { keepResults, type TestResult } from './results.ts';
import { takeTrials, trials } from './trials.ts';

// Each run of a property is a trial. Before any property is made, since they read it then.
fc.configureGlobal({ ...fc.readConfigureGlobal(), beforeEach: () => trials(1) });

const results: TestResult[] = [];

export const mochaHooks = {
	beforeEach(): void {
		takeTrials();
	},
	afterEach(this: Mocha.Context): void {
		const { currentTest } = this;
		if (currentTest) {
			results.push({
				file: relative(root, currentTest.file ?? '').replaceAll('\\', '/'),
				title: currentTest.fullTitle(),
				state: currentTest.state ?? 'pending',
				trials: Math.max(1, takeTrials()),
			});
		}
	},
	async afterAll(): Promise<void> {
		await keepResults(results);
	},
};
