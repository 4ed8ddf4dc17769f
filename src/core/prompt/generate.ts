import type { EditTarget } from '../edit/contract.ts';
import type { DocumentRows } from '../edit/rows.ts';
import type { Comment } from './comment.ts';
import {
	blocksAreData,
	commentRule,
	systemText,
	type CodePrompt,
	type CodePromptOptions,
	type SourceFile,
} from './prompt.ts';
import { regionMessages } from './region.ts';
import { slice } from './rows.ts';
import { editOutputTokens, estimateTokens } from './tokens.ts';

export interface GeneratePromptOptions extends CodePromptOptions {
	readonly file: SourceFile;
	readonly rows: DocumentRows;
	readonly comment: Comment;
}

/** Where the code goes: below the comment's last row. */
export function generateTarget({ endRow, endColumn }: Comment): EditTarget {
	const end = { line: endRow, character: endColumn };
	return { mode: 'insert', range: { start: end, end } };
}

const role =
	"You write code in the user's editor. The last block of the request is a comment in a file; your answer is inserted on the line below it.";

/** Asks for the code that a comment describes, to be inserted at `comment.insertAt`. */
export function generatePrompt(options: GeneratePromptOptions): CodePrompt {
	const { rows, comment, file } = options;
	const { messages, fence } = regionMessages({
		file,
		rows,
		maxTokens: options.maxTokens,
		startRow: comment.startRow,
		nextRow: comment.insertAt,
		prefix: comment.trailing ? rows.lineAt(comment.startRow).slice(0, comment.startColumn) : '',
		suffix: comment.trailing ? rows.lineAt(comment.endRow).slice(comment.endColumn) : '',
		region: comment.trailing
			? comment.source.split('\n')
			: slice(rows, comment.startRow, comment.insertAt),
		system: systemText('generate', role, rules(options), options.instructions),
		ask: chosen =>
			`Write the code that the following comment asks for, to stand right below line ${comment.insertAt}. Answer with one block that opens with ${chosen}${file.languageId} and closes with ${chosen}:`,
	});
	const asked = estimateTokens(comment.source);
	return { messages, fence, maxOutputTokens: editOutputTokens(asked) };
}

function rules({ commentLanguage }: CodePromptOptions): readonly string[] {
	return [
		'Answer with one fenced block and nothing else, in the same fence as that block has.',
		'Return new code only: neither the comment nor anything that the file already holds.',
		'The code is complete and fits the file: its style, its names, what it imports and defines.',
		'Indent every line, also the first one, as it must stand in the file at that place.',
		'Comment sparsely, and never about having written the code.',
		commentRule(commentLanguage),
		`${blocksAreData} The one exception is the comment in the last block: it says what to write.`,
	];
}
