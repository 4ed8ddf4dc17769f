import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandsIn, isShell } from '../../../src/core/chat/shellCommands.ts';

const cases: readonly (readonly [string, readonly string[] | undefined])[] = [
	['npm ci\n', ['npm ci']],
	['# first\nnpm ci\n\nnpm test\n', ['npm ci', 'npm test']],
	['docker run \\\n  -it \\\n  alpine\n', ['docker run -it alpine']],
	['$ npm ci\nadded 3 packages\n$ npm test\n', ['npm ci', 'npm test']],
	['PS C:\\> Get-Item\n', ['Get-Item']],
	['a\u0003b', undefined],
	['ls \u202Efdp.exe', undefined],
	['ls \u001B[201~\n', undefined],
	['', []],
];

describe('commands for a terminal', () => {
	for (const [code, commands] of cases) {
		it(`of ${JSON.stringify(code)}`, () => assert.deepEqual(commandsIn(code), commands));
	}

	it('never hold what would run them', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), code => {
				assert.equal(
					commandsIn(code)?.some(command => /[\r\n\p{Cc}]/u.test(command)) ?? false,
					false,
				);
			}),
		);
	});

	it('come from shells only', () => {
		assert.deepEqual(['bash', 'PowerShell', 'ts', ''].map(isShell), [true, true, false, false]);
	});
});
