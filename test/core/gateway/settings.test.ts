import * as fc from 'fast-check';
import { settingsChecker } from '../../support/settingsChecker.ts';

describe('the settings', () => {
	const values = [null, undefined, [], {}, '', 'x'.repeat(1_000_000), Number.NaN, -1, 1e308, true];

	it('(T10) are something that can be used, whatever stands in the file', async () => {
		const check = await settingsChecker();
		for (const value of values) {
			check(value);
		}
		fc.assert(fc.property(fc.anything(), check), { numRuns: 1_000 });
	});
});
