import type { DocumentRows } from '../edit/rows.ts';

/** Reads `text` as rows; `\r\n`, `\n` and a lone `\r` end one, as in VS Code. */
export function rowsOf(text: string): DocumentRows {
	const all = text.split(/\r\n|\n|\r/);
	return { lineCount: all.length, lineAt: row => all[row] ?? '' };
}

/** The rows in [startRow, nextRow). */
export function slice(rows: DocumentRows, startRow: number, nextRow: number): readonly string[] {
	const taken: string[] = [];
	for (let row = startRow; row < Math.min(nextRow, rows.lineCount); row++) {
		taken.push(rows.lineAt(row));
	}
	return taken;
}

/** The leading blanks of a row. */
export function indentationOf(text: string): string {
	return text.slice(0, text.length - text.trimStart().length);
}
