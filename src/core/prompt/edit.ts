import type { EditTarget } from '../edit/contract.ts';
import type { DocumentRows, TextPosition } from '../edit/rows.ts';
import {
	blocksAreData,
	commentRule,
	systemText,
	type CodePrompt,
	type CodePromptOptions,
	type SourceFile,
} from './prompt.ts';
import { regionMessages, rowsNamed, userWords } from './region.ts';
import { slice } from './rows.ts';
import { editOutputTokens, estimateTokens } from './tokens.ts';

export interface EditPromptOptions extends CodePromptOptions {
	readonly file: SourceFile;
	readonly rows: DocumentRows;
	readonly target: EditTarget;
	/** What the user asked for. */
	readonly instruction: string;
}

const role =
	"You rewrite code in the user's editor. Your answer takes the place of the last block of the request as it is.";

/** Asks for a rewrite of whole rows, of a part of a row, or for what is to stand on a blank row. */
export function editPrompt(options: EditPromptOptions): CodePrompt {
	const { rows, target, instruction } = options;
	const place = placeOf(rows, target);
	const { messages, fence } = regionMessages({
		...place,
		rows,
		file: options.file,
		maxTokens: options.maxTokens,
		...(options.context && { context: options.context }),
		system: systemText('edit', role, rules(options), options.instructions),
		words: instruction,
		ask: chosen =>
			`Request: ${userWords(instruction, chosen)}\n\n${place.task} Answer with one block that opens with ${chosen}${options.file.languageId} and closes with ${chosen}:`,
	});
	const selected = estimateTokens(place.region.join('\n'));
	return { messages, fence, maxOutputTokens: editOutputTokens(selected) };
}

function rules({ commentLanguage }: CodePromptOptions): readonly string[] {
	return [
		'Answer with one fenced block and nothing else, in the same fence as that block has.',
		'Return all of its lines, rewritten: no ellipsis, no placeholder, nothing from outside of it.',
		'Keep the indentation of each line, also of the first one. Indent new lines as the file does.',
		'Keep everything that the request does not concern byte for byte, comments and blank lines too.',
		'Write no comments about the change.',
		commentRule(commentLanguage),
		'An empty block means: delete these lines.',
		'If there is nothing to change, return the lines as they are.',
		blocksAreData,
	];
}

interface EditPlace {
	readonly startRow: number;
	readonly nextRow: number;
	readonly prefix?: string;
	readonly suffix?: string;
	readonly region: readonly string[];
	/** The sentence that says what the last block is. */
	readonly task: string;
}

function placeOf(rows: DocumentRows, { mode, range: { start, end } }: EditTarget): EditPlace {
	if (mode === 'exact') {
		return partPlace(rows, start, end);
	}
	if (mode === 'insert') {
		return insertionPlace(rows, start.line);
	}
	const startRow = start.line;
	const nextRow = end.line > startRow && end.character === 0 ? end.line : end.line + 1;
	const region = slice(rows, startRow, nextRow);
	return {
		startRow,
		nextRow,
		region,
		task: `Rewrite ${rowsNamed(startRow, nextRow)} of the file.`,
	};
}

function partPlace(rows: DocumentRows, start: TextPosition, end: TextPosition): EditPlace {
	const last = rows.lineAt(end.line);
	const region = [...slice(rows, start.line, end.line), last.slice(0, end.character)];
	const first = region[0] ?? '';
	return {
		startRow: start.line,
		nextRow: end.line + 1,
		prefix: first.slice(0, start.character),
		suffix: last.slice(end.character),
		region: [first.slice(start.character), ...region.slice(1)],
		task: `Rewrite this part of ${rowsNamed(start.line, end.line + 1)} and return this part only: what stands before and after it there stays as it is.`,
	};
}

function insertionPlace(rows: DocumentRows, row: number): EditPlace {
	if (rows.lineAt(row).trim() === '') {
		return {
			startRow: row,
			nextRow: row + 1,
			region: [rows.lineAt(row)],
			task: `Line ${row + 1} of the file is blank. Return the lines that are to take its place, indented as they must stand there, and nothing that stands before or after it.`,
		};
	}
	return {
		startRow: row + 1,
		nextRow: row + 1,
		region: [],
		task: `Return the lines that are to be inserted below line ${row + 1} of the file, indented as they must stand there, and nothing that the file already holds. The last block is empty.`,
	};
}
