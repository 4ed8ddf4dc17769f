import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hear, someRequest, testGateway } from '../../core/gateway/ask.ts';
import { directory, rows } from '../../core/gateway/faultRow.ts';
import { bodyOf, stubFetch } from '../../core/gateway/stub.ts';

/** Rows that the matrix over a socket does not cut, since their bodies are megabytes. */
const names = ['b35-5000-events-one-write', 'c26-endless-line', 'c27-endless-data-lines'];

function* pieces(name: string, body: Uint8Array<ArrayBuffer>, size: number) {
	const recipe = rows.find(row => row.name === name)?.exchanges[0]?.generate;
	if (recipe?.mode !== 'repeat') {
		for (let at = 0; at < body.length; at += size) {
			yield body.subarray(at, at + size);
		}
		return;
	}
	yield new TextEncoder().encode(recipe.prefix);
	const block = new TextEncoder().encode(recipe.text.repeat(size));
	for (let at = 0; at < recipe.times * recipe.text.length; at += size) {
		const start = at % block.length;
		yield block.subarray(start, start + size);
	}
}

describe('rows of megabytes', () => {
	for (const name of names) {
		for (const size of [1, 3, 16 * 1024]) {
			it(`${name} in pieces of ${size} bytes`, async () => {
				const expect = rows.find(row => row.name === name)?.expect;
				const file = rows.find(row => row.name === name)?.exchanges[0]?.file;
				const body =
					file === null || file === undefined ? Buffer.of() : await readFile(join(directory, file));
				const stub = stubFetch(
					() => new Response(bodyOf(pieces(name, new Uint8Array(body), size))),
				);
				const gateway = testGateway({}, { fetch: stub.fetch });
				const { end } = await hear(gateway.stream(someRequest, new AbortController().signal));
				assert.equal(end.outcome, expect?.outcome);
				assert.equal(end.failure?.class ?? null, expect?.errorClass ?? null);
				assert.equal(end.text, expect?.text);
			}).timeout(120_000);
		}
	}
});
