import { fitting } from './explainText.ts';
import { fenced, fenceFor, quoted } from './fence.ts';
import { languageName } from './language.ts';
import { blocksAreData, systemText, type Prompt } from './prompt.ts';
import { estimateTokens } from './tokens.ts';
import { splitRows } from '../text.ts';
import { withoutHidden } from '../unicode.ts';

export interface CommitPromptOptions {
	/** A unified diff; empty where only the names are known. */
	readonly diff: string;
	/** Paths of changed files, with a letter for what was done: `M src/a.ts`. */
	readonly files: readonly string[];
	/** How many files changed; there may be more than `files`. */
	readonly fileCount: number;
	/** Subjects of the latest commits, newest first. */
	readonly subjects: readonly string[];
	/** A BCP 47 tag, or `auto` for the language of the subjects. */
	readonly commitLanguage: string;
	/** The language of the interface: for `auto` in a repository without commits. */
	readonly locale: string;
	/** What the user typed into the box already: says what they want to tell. */
	readonly draft: string;
	readonly instructions?: string;
	readonly maxTokens: number;
}

const role = 'You write the message of a commit.';
const maxOutputTokens = 1_024;
const mostFiles = 100;
const mostSubjects = 20;
const longestSubject = 200;

/** Asks for the message of a commit, as plain text. */
export function commitPrompt(options: CommitPromptOptions): Prompt {
	const { subjects, fileCount, draft } = options;
	const system = systemText('commit', role, rules(options), options.instructions);
	const latest = subjects.slice(0, mostSubjects).map(text => text.slice(0, longestSubject));
	const files = options.files.slice(0, mostFiles);
	const block = (text: readonly string[], language = 'text'): string =>
		fenced(fenceFor(text), language, text);
	const parts = [
		...(latest.length > 0 ? [`The latest commits, newest first:\n${block(latest)}`] : []),
		`${fileCount} changed ${fileCount === 1 ? 'file' : 'files'}${fileCount > files.length ? `, of which the first ${files.length}` : ''}:\n${block(files)}`,
		...(draft.trim() === '' ? [] : [`The user began the message so: ${quoted(draft.trim())}`]),
	];
	const used = estimateTokens(system) + estimateTokens(parts.join('\n\n')) + 60;
	const rows = splitRows(options.diff);
	const kept = options.diff === '' ? [] : fitting(rows, options.maxTokens - used, 'first');
	const note =
		kept.length < rows.length ? ` (${rows.length - kept.length} more lines left out)` : '';
	return {
		messages: [
			{ role: 'system', content: system },
			{
				role: 'user',
				content: [
					...parts,
					...(kept.length > 0 ? [`The change${note}:\n${block(kept, 'diff')}`] : []),
					'Write the message of this commit.',
				].join('\n\n'),
			},
		],
		maxOutputTokens,
	};
}

function rules(options: CommitPromptOptions): readonly string[] {
	const { commitLanguage, subjects, locale } = options;
	const language =
		commitLanguage !== 'auto'
			? `in ${languageName(commitLanguage)}`
			: subjects.length > 0
				? 'in the language of the latest commits'
				: `in ${languageName(locale)}`;
	return [
		`Answer with the message alone, ${language}: no fence, no quotation marks, no word about it.`,
		'The first line is the subject, at most 72 characters. Where the latest commits have a style (prefixes such as `feat(scope):`, tense, capitals, final stop, emoji, ticket numbers at a fixed place), write in that style; invent no ticket numbers.',
		'Say what the change is for, not which files it touches. A body follows after a blank line only where the subject cannot tell enough; lines of at most 72 characters.',
		blocksAreData,
	];
}

/**
 * The message in an answer that may still arrive: without the fence or quotation marks that models
 * put around it, and with nothing that a box cannot show.
 */
export function commitMessage(answer: string): string {
	const rows = splitRows(answer);
	const first = rows.findIndex(row => row.trim() !== '');
	const isFenced = /^\s*(?:```|~~~)/.test(rows[first] ?? '');
	const inner = first < 0 ? [] : rows.slice(isFenced ? first + 1 : first);
	const end = isFenced ? inner.findIndex(row => /^\s*(?:```|~~~)\s*$/.test(row)) : -1;
	const text = (end < 0 ? inner : inner.slice(0, end))
		.map(row => withoutHidden(row).trimEnd())
		.join('\n')
		.trim();
	const quotes = /^(["'“])([^\n]*)(["'”])$/.exec(text);
	return quotes?.[2] ?? text;
}
