import { explainSystem, type ExplainSystemOptions } from './explain.ts';
import { fenced, fenceFor, quoted } from './fence.ts';
import { problemText, type Report } from './fix.ts';
import type { Prompt, SourceFile } from './prompt.ts';
import type { DocumentRows } from '../edit/rows.ts';
import { regionMessages, rowsNamed } from './region.ts';
import { slice } from './rows.ts';
import { estimateTokens } from './tokens.ts';
import { splitRows } from '../text.ts';

const maxOutputTokens = 4_096;

export interface ExplainTextOptions extends ExplainSystemOptions {
	readonly maxTokens: number;
}

export interface ExplainProblemOptions extends ExplainTextOptions {
	readonly file: SourceFile;
	readonly rows: DocumentRows;
	/** Inside of the file; not empty. */
	readonly problems: readonly Report[];
	/** The rows [start, end) that they are in. */
	readonly range: { readonly start: number; readonly end: number };
}

/** Asks what a problem means and what to do about it. */
export function explainProblemPrompt(options: ExplainProblemOptions): Prompt {
	const { file, rows, problems, range } = options;
	const told = problems.map(problemText).join('\n');
	const { messages } = regionMessages({
		file,
		rows,
		startRow: range.start,
		nextRow: range.end,
		region: slice(rows, range.start, range.end),
		maxTokens: options.maxTokens,
		system: explainSystem(options),
		words: told,
		ask: () =>
			`Explain what the tools report about ${rowsNamed(range.start, range.end)} of the file: what it means, why it happens here, and how to mend it.\n${told}\n\nThe code:`,
	});
	return { messages, maxOutputTokens };
}

/** Asks what a command printed. The end of a long output says most. */
export function explainOutputPrompt(
	options: ExplainTextOptions & {
		readonly output: string;
		readonly command?: string;
		readonly exitCode?: number;
	},
): Prompt {
	const { command, exitCode, output } = options;
	const ran = command === undefined ? '' : ` of the command ${quoted(command)}`;
	const ended = exitCode === undefined ? '' : `, which ended with code ${exitCode}`;
	const ask = `Explain this output${ran}${ended}, from the user's terminal. Where it shows a failure, say why and what to do.`;
	return blockPrompt(options, ask, 'text', splitRows(output), 'last');
}

/** Asks what a change does. */
export function explainDiffPrompt(options: ExplainTextOptions & { readonly diff: string }): Prompt {
	const ask =
		'Explain this change: what it is for as a whole, then what it does part by part, and what a reviewer should look at twice.';
	return blockPrompt(options, ask, 'diff', splitRows(options.diff), 'first');
}

function blockPrompt(
	options: ExplainTextOptions,
	ask: string,
	language: string,
	rows: readonly string[],
	keep: 'first' | 'last',
): Prompt {
	const system = explainSystem(options);
	const room = options.maxTokens - estimateTokens(system) - estimateTokens(ask) - 60;
	const kept = fitting(rows, room, keep);
	const cut = rows.length - kept.length;
	const note =
		cut === 0 ? '' : ` (${cut} more lines ${keep === 'last' ? 'before' : 'after'} left out)`;
	const block = fenced(fenceFor(kept), language, kept);
	return {
		messages: [
			{ role: 'system', content: system },
			{ role: 'user', content: `${ask}${note}\n${block}` },
		],
		maxOutputTokens,
	};
}

/** As many whole rows as fit so many tokens; one that is longer than that is cut. */
export function fitting(
	rows: readonly string[],
	room: number,
	keep: 'first' | 'last',
): readonly string[] {
	const ordered = keep === 'last' ? rows.toReversed() : rows;
	const kept: string[] = [];
	let left = room;
	for (const row of ordered) {
		const text = row.length > 2_000 ? `${row.slice(0, 2_000)}…` : row;
		left -= estimateTokens(`${text}\n`);
		if (left < 0) {
			break;
		}
		kept.push(text);
	}
	return keep === 'last' ? kept.toReversed() : kept;
}
