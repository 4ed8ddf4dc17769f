import assert from 'node:assert/strict';
import { EditSession } from '../../../src/core/edit/session.ts';
import { findComment } from '../../../src/core/prompt/comment.ts';
import { addedSyntaxes, fallbackSyntaxes } from '../../../src/core/prompt/commentSyntax.ts';
import { languageAt } from '../../../src/core/prompt/embedded.ts';
import { generatePlan } from '../../../src/core/prompt/generate.ts';
import { rowsOf } from '../../../src/core/prompt/rows.ts';
import { ManualClock, SimulatedEditor, turn } from '../edit/simulatedEditor.ts';

/**
 * A comment and what becomes of it. In `marked`, `¦` is the cursor; a row `▸` says where code is
 * inserted and how it is indented; rows `⟦` and `⟧` stand around code that it takes the place of.
 * Without any of these nothing is found.
 */
export interface FromComment {
	readonly languageId: string;
	readonly marked: string;
	/** What the comment says, where that is worth telling. */
	readonly instruction?: string;
}

interface Expected {
	readonly text: string;
	readonly row: number;
	readonly column: number;
	/** The rows with the generated code in them; `undefined` when there is nothing to generate. */
	readonly after: readonly string[] | undefined;
}

const written = 'GENERATED';

function read(marked: string): Expected {
	const rows = marked.split('\n');
	const isMark = (row: string): boolean => ['▸', '⟦', '⟧'].includes(row.trim());
	const own = rows.filter(row => !isMark(row));
	const row = own.findIndex(text => text.includes('¦'));
	const after: string[] = [];
	let inside = false;
	for (const text of rows) {
		if (text.trim() === '▸') {
			after.push(text.replace('▸', written));
		} else if (text.trim() === '⟦') {
			inside = true;
			after.push(`${/^\s*/.exec(text)?.[0] ?? ''}${written}`);
		} else if (text.trim() === '⟧') {
			inside = false;
		} else if (!inside) {
			after.push(text.replace('¦', ''));
		}
	}
	return {
		text: own.join('\n').replace('¦', ''),
		row,
		column: own[row]?.indexOf('¦') ?? 0,
		after: rows.some(isMark) ? after : undefined,
	};
}

/** Streams an answer that knows nothing of indentation to where the comment has it put. */
export async function play({ languageId, marked, instruction }: FromComment): Promise<void> {
	const expected = read(marked);
	const rows = rowsOf(expected.text);
	const language = languageAt(languageId, rows, expected.row);
	const syntaxes = [...fallbackSyntaxes(language), ...addedSyntaxes(language)];
	const comment = findComment(rows, expected, syntaxes);
	if (expected.after === undefined || comment === undefined) {
		assert.equal(comment?.source, undefined, 'no comment is expected');
		assert.equal(expected.after, undefined, 'a comment is expected');
		return;
	}
	if (instruction !== undefined) {
		assert.equal(comment.instruction, instruction);
	}
	const plan = generatePlan(rows, comment);
	const editor = new SimulatedEditor(expected.text);
	const clock = new ManualClock();
	const session = new EditSession({
		document: editor,
		target: plan.target,
		languageId,
		clock,
		...(plan.baseIndent !== undefined && { baseIndent: plan.baseIndent }),
	});
	editor.sessions.push(session);
	const streamed = session.stream(
		answer(`\`\`\`\n${written}\n\`\`\`\n`),
		editor.port(() => session),
		new AbortController().signal,
	);
	const rounds = async () => {
		for (let round = 0; round < 6; round++) {
			await turn();
			clock.advance(50);
		}
	};
	await Promise.all([streamed, rounds()]);
	assert.deepEqual(editor.text.split('\n'), expected.after);
}

async function* answer(text: string) {
	yield { text };
	yield { finish: 'stop' as const };
}
