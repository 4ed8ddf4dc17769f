import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chunksOf, insideOf, type Chunk, type Scope } from '../../../src/core/edit/apply/chunks.ts';
import { placeCode } from '../../../src/core/edit/apply/placeCode.ts';

const sources = join(import.meta.dirname, '../../../src/core/edit');

interface Cut {
	readonly document: readonly string[];
	readonly code: readonly string[];
	readonly expected: string;
}

/** Every definition of a file, moved to column 0, with a row more or a row less. */
function* cutsOf(scope: Scope, depth = 0): Generator<Cut> {
	const { rows } = scope;
	for (const chunk of chunksOf(scope) ?? []) {
		const size = chunk.end - chunk.head;
		if (size >= 3 && chunk.name !== undefined) {
			const own = rows.slice(chunk.head, chunk.end);
			const at = 1 + Math.floor((size - 1) * (((chunk.head * 7919) % 100) / 100));
			const before = own[at - 1] ?? '';
			const indent = `${/^\s*/.exec(before)?.[0] ?? ''}${before.endsWith('{') ? '\t' : ''}`;
			if (/[;{}]$/.test(before)) {
				yield cut(rows, chunk, own.toSpliced(at, 0, `${indent}added();`));
			}
			if (!/[()[\]{}`'/*]/.test(own[at] ?? '') && own[at] !== '') {
				yield cut(rows, chunk, own.toSpliced(at, 1));
			}
		}
		if (depth < 6 && size > 2) {
			yield* cutsOf(insideOf(scope, chunk), depth + 1);
		}
	}
}

function cut(document: readonly string[], chunk: Chunk, own: readonly string[]): Cut {
	return {
		document,
		code: own.map(row => (row.startsWith(chunk.indent) ? row.slice(chunk.indent.length) : row)),
		expected: [...document.slice(0, chunk.head), ...own, ...document.slice(chunk.end)].join('\n'),
	};
}

describe('code blocks cut out of these sources and changed', function () {
	this.timeout(60_000);

	it('go back to where they were, or are asked about', () => {
		let [right, asked] = [0, 0];
		for (const file of globSync('**/*.ts', { cwd: sources })) {
			const rows = readFileSync(join(sources, file), 'utf8').split('\n');
			const whole = { rows, start: 0, end: rows.length, languageId: 'typescript' };
			for (const { document, code, expected } of cutsOf(whole)) {
				const placed = placeCode({ document, code, languageId: 'typescript' });
				if (placed.kind === 'placed') {
					const { start, end, rows: next } = placed;
					const result = [...document.slice(0, start), ...next, ...document.slice(end)];
					assert.equal(result.join('\n'), expected, file);
					right++;
				} else {
					asked++;
				}
			}
		}
		console.info(`      ${right} placed, ${asked} asked about`);
		assert.equal(right / (right + asked) > 0.95, true);
	});
});
