import { fitting } from './explainText.ts';
import { fenced, fenceFor, quoted } from './fence.ts';
import { blocksAreData, systemText, type Prompt } from './prompt.ts';
import { estimateTokens } from './tokens.ts';
import { splitRows } from '../text.ts';
import { hiddenCharacters } from '../unicode.ts';

export interface FixCommandOptions {
	readonly command: string;
	readonly output: string;
	readonly exitCode?: number;
	/** The shell's name, e.g. `bash`, where it is known. */
	readonly shell?: string;
	readonly instructions?: string;
	readonly maxTokens: number;
}

const role = "You mend a command in the user's terminal. They read your answer before they run it.";
const maxOutputTokens = 512;

/** Asks for the command that does what a failed one was meant to do. */
export function fixCommandPrompt(options: FixCommandOptions): Prompt {
	const { command, output, exitCode, shell, maxTokens } = options;
	const system = systemText('command', role, rules, options.instructions);
	const ask = `The command ${quoted(command)}${shell === undefined ? '' : ` in ${quoted(shell)}`} failed${exitCode === undefined ? '' : ` with code ${exitCode}`}. It printed:`;
	const kept = fitting(
		splitRows(output),
		maxTokens - estimateTokens(system) - estimateTokens(ask) - 60,
		'last',
	);
	const content = `${ask}\n${fenced(fenceFor(kept), 'text', kept)}\n\nWrite the command to run instead.`;
	return {
		messages: [
			{ role: 'system', content: system },
			{ role: 'user', content },
		],
		maxOutputTokens,
	};
}

const rules = [
	'Answer with one command on one line, in a fenced block, and nothing else.',
	'Nothing that deletes, overwrites or sends more than the failed command was meant to.',
	'Answer with an empty block where no other command could help.',
	blocksAreData,
];

const isFence = /^\s*(?:```|~~~)/;

/**
 * The one command in an answer. It is put into a terminal that would run it at a line end, and obey
 * control characters: none of them is let through.
 *
 * @returns `undefined` when there is none, or when it would take several lines.
 */
export function commandOf(answer: string): string | undefined {
	const all = splitRows(answer);
	const open = all.findIndex(row => isFence.test(row));
	const inner = open < 0 ? all : all.slice(open + 1);
	const close = open < 0 ? -1 : inner.findIndex(row => isFence.test(row));
	const rows = (close < 0 ? inner : inner.slice(0, close)).filter(row => row.trim() !== '');
	const [only, ...more] = rows;
	if (only === undefined || more.length > 0) {
		return undefined;
	}
	const command = only
		.trim()
		.replace(/^[$>]\s+/, '')
		.replace(/^`([^`]*)`$/, '$1');
	const isPlain = hiddenCharacters(command).length === 0 && !command.includes('\t');
	return isPlain && command !== '' ? command : undefined;
}

/** The text of a terminal without the escape sequences that colour it and move its cursor. */
export function plainOutput(output: string): string {
	// oxlint-disable no-control-regex -- they are what is looked for
	return output
		.replaceAll(/\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g, '')
		.replaceAll(/\u001b[[(][0-?]*[ -/]*[@-~]/g, '')
		.replaceAll(/\u001b./g, '')
		.split('\n')
		.map(row => row.replace(/\r+$/, ''))
		.map(row => row.slice(row.lastIndexOf('\r') + 1))
		.join('\n')
		.replaceAll(/[^\P{Cc}\n\t]/gu, '')
		.trimEnd();
}
