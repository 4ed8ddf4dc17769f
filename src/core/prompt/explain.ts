import type { RowRange } from '../edit/contract.ts';
import type { DocumentRows } from '../edit/rows.ts';
import { quoted } from './fence.ts';
import { replyLanguageName, type ReplyLanguage } from './language.ts';
import {
	blocksAreData,
	systemText,
	type Prompt,
	type PromptOptions,
	type SourceFile,
} from './prompt.ts';
import { regionMessages, rowsNamed } from './region.ts';
import { slice } from './rows.ts';

/** How much an explanation says. */
export type ExplainDepth = 'brief' | 'normal' | 'thorough';

export interface ExplainSystemOptions extends ReplyLanguage, Pick<PromptOptions, 'instructions'> {
	readonly depth?: ExplainDepth;
}

export interface ExplainPromptOptions extends PromptOptions, ExplainSystemOptions {
	readonly file: SourceFile;
	readonly rows: DocumentRows;
	/** The rows to explain. */
	readonly range: RowRange;
	/** The code's name where it is a symbol, e.g. `parseDate`. */
	readonly symbol?: string;
}

const role = 'You explain code to a developer in their editor.';
const maxOutputTokens = 4_096;

const lengths: Readonly<Record<ExplainDepth, string>> = {
	brief: 'Be brief: two to four sentences, no headings, no lists.',
	normal:
		'Begin with one sentence that says what the code is for. Then how it works, step by step where it has steps; then what a reader could miss: edge cases, errors, side effects, costs. Leave out what does not apply.',
	thorough:
		'Begin with one sentence that says what the code is for. Then go through it part by part: what each does and why, what it assumes, its edge cases, errors, side effects and costs, and how it belongs to the rest of the file. End with what you would look at twice in a review, if anything.',
};

/** Asks for an explanation of whole rows, in Markdown. */
export function explainPrompt(options: ExplainPromptOptions): Prompt {
	const { rows, symbol } = options;
	const { start, end } = options.range;
	const named = symbol === undefined ? '' : ` (${quoted(symbol)})`;
	const { messages } = regionMessages({
		file: options.file,
		rows,
		startRow: start,
		nextRow: end,
		region: slice(rows, start, end),
		maxTokens: options.maxTokens,
		...(options.context && { context: options.context }),
		system: explainSystem(options),
		ask: () => `Explain ${rowsNamed(start, end)} of the file${named}:`,
	});
	return { messages, maxOutputTokens };
}

/** The system text of an explanation: for one that is asked again, from its stored question. */
export function explainSystem(options: ExplainSystemOptions): string {
	return systemText('explain', role, rules(options), options.instructions);
}

function rules({ depth = 'normal', ...language }: ExplainSystemOptions): readonly string[] {
	return [
		`Answer in ${replyLanguageName(language)}, in Markdown. Write identifiers as inline code.`,
		'Name places in files as `path:line`, with the path as the request gives it.',
		'Explain the last block of the request; the rest is there for you to understand it.',
		lengths[depth],
		'Do not repeat the code; quote a line where it is needed. Say so where you can only guess.',
		blocksAreData,
	];
}
