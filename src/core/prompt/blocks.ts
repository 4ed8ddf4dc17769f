import type { BlockMarks } from '../edit/blocks.ts';
import { blockMarks } from '../edit/blocks.ts';
import { unchangedWord } from '../edit/blockRun.ts';
import type { RowRange } from '../edit/contract.ts';
import type { DocumentRows } from '../edit/rows.ts';
import {
	blocksAreData,
	commentRule,
	systemText,
	type CodePromptOptions,
	type Prompt,
	type SourceFile,
} from './prompt.ts';
import { restInstruction, type SoFar } from './refine.ts';
import { regionMessages, rowsNamed, userWords } from './region.ts';
import { slice } from './rows.ts';
import { editOutputTokens, estimateTokens } from './tokens.ts';

/** More rows than this are changed in search/replace blocks: to write all of them again takes minutes. */
export const mostRewrittenRows = 300;

export interface BlocksPromptOptions extends CodePromptOptions {
	readonly file: SourceFile;
	readonly rows: DocumentRows;
	/** The rows that may be changed. */
	readonly target: RowRange;
	/** What the user asked for. */
	readonly instruction: string;
	/** What an earlier answer brought, when the rest is asked for. */
	readonly soFar?: SoFar;
}

/** A prompt whose answer is search/replace blocks. */
export interface BlocksPrompt extends Prompt {
	readonly maxOutputTokens: number;
	readonly marks: BlockMarks;
}

const role =
	"You change a long piece of code in the user's editor. Your answer lists the changes; everything else stays as it is.";

/** Asks for changes of many rows, each as the lines that are there and the lines that replace them. */
export function blocksPrompt(options: BlocksPromptOptions): BlocksPrompt {
	const { rows, target, instruction, soFar } = options;
	const rest = soFar && restInstruction(soFar);
	const region = slice(rows, target.start, target.end);
	const marks = blockMarks(region);
	const { messages } = regionMessages({
		rows,
		file: options.file,
		maxTokens: options.maxTokens,
		startRow: target.start,
		nextRow: target.end,
		region,
		system: systemText('blocks', role, rules(options), options.instructions),
		words: [instruction, ...(rest === undefined ? [] : [rest])].join('\n'),
		ask: fence =>
			[
				`Request: ${userWords(instruction, fence)}`,
				...(rest === undefined ? [] : [rest]),
				`The code is ${rowsNamed(target.start, target.end)} of the file. Answer with one block for each change, in exactly this form:`,
				[marks.search, 'the lines as they are', marks.divider, 'the new lines', marks.replace].join(
					'\n',
				),
				'The code:',
			].join('\n\n'),
	});
	const selected = estimateTokens(region.join('\n'));
	return { messages, marks, maxOutputTokens: editOutputTokens(selected) };
}

function rules({ commentLanguage }: CodePromptOptions): readonly string[] {
	return [
		'Answer with blocks in the form that the request shows and nothing else: no fence, no words around them.',
		'Copy the lines to replace character for character from the code, with their indentation: whole lines, as few as the change needs, but so many that they stand in the code only once.',
		'Each block is about lines of its own, and the blocks are in the order of the code.',
		'To insert lines, quote the line beside them and return it too. To delete lines, leave the new lines empty.',
		'No ellipsis and no placeholder. Indent new lines as the code does.',
		'Change nothing that the request does not concern. Write no comments about the change.',
		commentRule(commentLanguage),
		`If there is nothing to change, answer with the one word ${unchangedWord}.`,
		blocksAreData,
	];
}
