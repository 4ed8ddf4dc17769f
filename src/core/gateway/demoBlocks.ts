import { demoEdit } from './demoEdit.ts';

/**
 * Changes long code as the demo changes any code, in the search/replace blocks that the question
 * shows the form of: one for each row that stands in the code only once.
 */
export function demoBlocks(code: string, language: string, question: string): string {
	const signs = /^<(<*) SEARCH$/m.exec(question)?.[1]?.length ?? 6;
	const mark = (sign: string, word: string) => (sign.repeat(signs + 1) + word).trimEnd();
	const before = code.split('\n');
	const after = demoEdit(code, language).split('\n');
	const blocks: string[] = [];
	let at = 0;
	for (const row of before) {
		const end = endOf(row, after, at);
		const rows = after.slice(at, end);
		at = end;
		if (rows.length === 1 && rows[0] === row) {
			continue;
		}
		if (before.filter(other => other === row).length === 1) {
			blocks.push(mark('<', ' SEARCH'), row, mark('=', ''), ...rows, mark('>', ' REPLACE'));
		}
	}
	return blocks.length > 0 ? `${blocks.join('\n')}\n` : 'UNCHANGED\n';
}

/** Up to where the rows after `at` stand for one row: the demo only puts rows before and words behind it. */
function endOf(row: string, after: readonly string[], at: number): number {
	const isRow = (text: string) => text === row || (row.trim() !== '' && text.startsWith(row));
	const found = after.findIndex((text, index) => index >= at && isRow(text));
	return found < 0 ? at + 1 : found + 1;
}
