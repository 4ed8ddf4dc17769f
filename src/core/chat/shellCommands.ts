import { isBlank, splitRows } from '../text.ts';
import { hiddenCharacters } from '../unicode.ts';

const shells: ReadonlySet<string> = new Set(
	'sh bash zsh fish shell shellscript shellsession console terminal powershell ps1 pwsh cmd bat batch'.split(
		' ',
	),
);

/** Whether a block of this language is meant for a terminal. */
export function isShell(language: string): boolean {
	return shells.has(language.toLowerCase());
}

/**
 * The commands of a block, each in one row, as they can be put into a terminal without running:
 * a row end would run what stands before it. Comments, prompts and output of a session are left out.
 *
 * @returns `undefined` when a command holds a control or hidden character, which a terminal may obey.
 */
export function commandsIn(code: string): readonly string[] | undefined {
	const rows = splitRows(code).filter(row => !isBlank(row) && !/^\s*#/.test(row));
	const prompted = rows.filter(row => /^\s*(?:[$%>]|PS [^>]*>)\s/.test(row));
	const meant = (prompted.length > 0 ? prompted : rows).map(row =>
		row.replace(/^\s*(?:[$%>]|PS [^>]*>)\s+/, ''),
	);
	const commands: string[] = [];
	let open = '';
	for (const row of meant) {
		const goesOn = /[\\`]\s*$/.test(row);
		const text = (open === '' ? row : `${open} ${row.trim()}`).replace(/\s*[\\`]?\s*$/, '');
		if (goesOn) {
			open = text;
		} else {
			commands.push(text);
			open = '';
		}
	}
	if (open !== '') {
		commands.push(open);
	}
	return commands.some(command => hiddenCharacters(command).length > 0)
		? undefined
		: commands.map(command => command.replaceAll('\t', ' '));
}
