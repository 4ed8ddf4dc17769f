import { findComment, type Comment } from '../../../src/core/prompt/comment.ts';
import { addedSyntaxes, fallbackSyntaxes } from '../../../src/core/prompt/commentSyntax.ts';
import { languageAt } from '../../../src/core/prompt/embedded.ts';
import { rowsOf } from '../../../src/core/prompt/rows.ts';

/** Finds the comment at the cursor, which `¦` stands for in `marked`. */
export function commentIn(languageId: string, marked: string): Comment | undefined {
	const before = marked.slice(0, marked.indexOf('¦')).split('\n');
	const rows = rowsOf(marked.replace('¦', ''));
	const row = before.length - 1;
	const language = languageAt(languageId, rows, row);
	const syntaxes = [...fallbackSyntaxes(language), ...addedSyntaxes(language)];
	return findComment(rows, { row, column: before.at(-1)?.length ?? 0 }, syntaxes);
}
