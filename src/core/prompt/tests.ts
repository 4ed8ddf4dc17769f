import type { EditTarget } from '../edit/contract.ts';
import type { DocumentRows } from '../edit/rows.ts';
import { fitting } from './explainText.ts';
import { fenced, fenceFor, quoted } from './fence.ts';
import {
	blocksAreData,
	commentRule,
	systemText,
	type CodePrompt,
	type CodePromptOptions,
} from './prompt.ts';
import { slice } from './rows.ts';
import type { TestPlace } from './testPlace.ts';
import { editOutputTokens, estimateTokens } from './tokens.ts';

interface TestedFile {
	readonly path: string;
	readonly languageId: string;
	readonly rows: DocumentRows;
}

export interface TestsPromptOptions extends CodePromptOptions {
	readonly source: TestedFile;
	/** The rows [start, end) to test. */
	readonly range: { readonly start: number; readonly end: number };
	readonly symbol?: string;
	readonly place: TestPlace;
	/** What the test file holds; empty for a new one. */
	readonly tests: DocumentRows;
	/** Another test of the project, to write in the style of. */
	readonly example?: { readonly path: string; readonly rows: DocumentRows };
}

const role =
	"You write tests in the user's editor. Your answer becomes a test file, or is inserted below the last line of one.";

/** Where new tests go: below the last row that says something; all of a file that says nothing. */
export function testsTarget(rows: DocumentRows): EditTarget {
	let row = rows.lineCount - 1;
	while (row > 0 && rows.lineAt(row).trim() === '') {
		row--;
	}
	const end = { line: row, character: rows.lineAt(row).length };
	return { mode: 'insert', range: { start: end, end } };
}

/** Asks for tests of some rows. What is tested comes last; what only shows a style is cut first. */
export function testsPrompt(options: TestsPromptOptions): CodePrompt {
	const { source, range, symbol, place, tests, example, maxTokens } = options;
	const system = systemText('generate', role, rules(options), options.instructions);
	const region = slice(source.rows, range.start, range.end);
	const whole = slice(source.rows, 0, source.rows.lineCount);
	const isNew = slice(tests, 0, tests.lineCount).every(row => row.trim() === '');
	const fence = fenceFor([...whole, ...slice(tests, 0, tests.lineCount)]);
	const block = (rows: readonly string[]): string => fenced(fence, source.languageId, rows);
	const what =
		symbol === undefined ? 'the code in the last block' : `${quoted(symbol)}, in the last block`;
	const framework = place.framework === undefined ? '' : ` with ${quoted(place.framework)}`;
	const ask = isNew
		? `Write the test file ${quoted(place.path)} for ${what}${framework}.`
		: `Write tests for ${what}${framework}, to be added at the end of ${quoted(place.path)}.`;
	let room = maxTokens - estimateTokens(system) - estimateTokens(region.join('\n')) - 400;
	const part = (title: string, rows: readonly string[], share: number): readonly string[] => {
		const kept = fitting(rows, Math.max(0, Math.floor(room * share)), 'first');
		room -= estimateTokens(kept.join('\n')) + 40;
		return kept.length === 0
			? []
			: [`${title}${kept.length < rows.length ? ' (cut)' : ''}:\n${block(kept)}`];
	};
	const parts = [
		...(isNew
			? []
			: part(`The test file ${quoted(place.path)} so far`, slice(tests, 0, tests.lineCount), 0.6)),
		...(region.length < whole.length ? part(`The file ${quoted(source.path)}`, whole, 0.7) : []),
		...(example
			? part(
					`A test of this project, for its style: ${quoted(example.path)}`,
					slice(example.rows, 0, example.rows.lineCount),
					0.5,
				)
			: []),
		`${ask} Answer with one block that opens with ${fence}${source.languageId} and closes with ${fence}. From ${quoted(source.path)}:\n${block(region)}`,
	];
	return {
		messages: [
			{ role: 'system', content: system },
			{ role: 'user', content: parts.join('\n\n') },
		],
		fence,
		maxOutputTokens: editOutputTokens(estimateTokens(region.join('\n'))),
	};
}

function rules({ commentLanguage }: CodePromptOptions): readonly string[] {
	return [
		'Answer with one fenced block and nothing else, in the same fence as that block has.',
		'A new file is complete, imports included, the tested file by its path from there. What is added to a file repeats nothing that it holds.',
		"Write in the project's own style and framework: the usual case, the limits, and what must fail. Test what the code promises, not how it does it.",
		'Indent every line as it must stand in the file.',
		commentRule(commentLanguage),
		blocksAreData,
	];
}
