import type { DocumentRows } from '../edit/rows.ts';
import { commentSpans, type CommentSyntax } from './commentScan.ts';

/** More lenses than that in one file help nobody. */
const mostTodos = 200;
/** Rows of a file that are looked at. */
const mostRows = 20_000;

/** The rows of comments that begin with TODO or one of its like, 0-based, in order. */
export function todoRows(
	rows: DocumentRows,
	syntaxes: readonly CommentSyntax[],
): readonly number[] {
	const found: number[] = [];
	for (const span of commentSpans(rows, syntaxes)) {
		if (span.startRow >= mostRows || found.length >= mostTodos) {
			break;
		}
		const text = rows.lineAt(span.startRow).slice(span.startColumn + span.open.length);
		if (/^[^\p{L}\p{N}]*(?:TODO|FIXME|HACK|XXX|待办)(?![\p{L}\p{N}_-])/u.test(text)) {
			found.push(span.startRow);
		}
	}
	return found;
}
