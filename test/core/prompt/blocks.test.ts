import assert from 'node:assert/strict';
import { BlockReader } from '../../../src/core/edit/blocks.ts';
import { locateBlock } from '../../../src/core/edit/locate.ts';
import { demoAnswer } from '../../../src/core/gateway/demoAnswer.ts';
import { blocksPrompt, mostRewrittenRows } from '../../../src/core/prompt/blocks.ts';
import type { SoFar } from '../../../src/core/prompt/refine.ts';
import { rowsOf } from '../../../src/core/prompt/rows.ts';
import { lastBlock } from './blocks.ts';

const rows = Array.from({ length: 120 }, (_, at) => [
	`function f${at}() {`,
	`\tconst a = ${at};`,
	'\treturn a;',
	'}',
]).flat();

function prompt(source: readonly string[] = rows, instruction = 'shorten', soFar?: SoFar) {
	return blocksPrompt({
		...(soFar && { soFar }),
		file: { path: 'a.ts', languageId: 'typescript', indentUnit: 'tab' },
		rows: rowsOf(source.join('\n')),
		target: { start: 0, end: source.length },
		instruction,
		maxTokens: 28_000,
	});
}

describe('the prompt for many rows', () => {
	it('sends all of them, after the form of a block in marks that none of them can be taken for', () => {
		const source = ['<<<<<<< HEAD', 'a', '=======', ...rows];
		const { messages, marks } = prompt(source);
		assert.ok(source.length > mostRewrittenRows);
		const user = messages.at(-1)?.content ?? '';
		assert.equal(lastBlock(user)?.text, source.join('\n'));
		assert.equal(marks.divider, '='.repeat(8));
		for (const mark of Object.values(marks)) {
			assert.ok(user.includes(`\n${mark}\n`), mark);
		}
		assert.match(messages[0]?.content ?? '', /^Task: blocks\n/);
	});

	it('asks for the rest alone, and says what there is of an answer that was cut', () => {
		const { messages } = prompt(rows, 'shorten', {
			made: [{ removed: ['\treturn a;'], added: ['\treturn 1;', '```'] }],
			rejected: [{ removed: [], added: ['// rejected'] }],
			leftOut: true,
		});
		const user = messages.at(-1)?.content ?? '';
		assert.match(
			user,
			/Request: shorten\n\nYour answer to this request was cut\. .* still missing/,
		);
		assert.match(user, /holds already:\n {4}- \treturn a;\n {4}\+ \treturn 1;\n {4}\+ ```\n/);
		assert.match(user, /Others were left out/);
		assert.match(user, /rejected these changes.*\n {4}\+ \/\/ rejected\n/);
		assert.equal(lastBlock(user)?.text, rows.join('\n'));
	});

	it('is answered by the demo in blocks that stand where they should', () => {
		const { messages, marks } = prompt();
		const reader = new BlockReader(marks);
		const parts = [...reader.push(demoAnswer(messages)), ...reader.end('stop')];
		const quoted = parts.flatMap(part => (part.kind === 'search' ? [part.rows] : []));
		assert.equal(quoted.length, 2);
		assert.ok(quoted.every(block => locateBlock(rows, block).kind === 'found'));
		const added = parts.flatMap(part => (part.kind === 'row' ? [part.row] : []));
		assert.ok(added.some(row => row.includes('demo')));
		assert.equal(parts.at(-1)?.kind, 'done');
	});
});
