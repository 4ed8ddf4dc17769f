import { isBlank, splitRows } from '../text.ts';

/** A block of code and the file that the answer says it belongs to. */
export interface NamedCode {
	/** As the answer writes it; `undefined` where it names none. */
	readonly path: string | undefined;
	/** Without a first row that only names the file. */
	readonly rows: readonly string[];
}

const path = String.raw`(?:[A-Za-z]:[\\/])?(?:[\w@.()\[\]$+-]+[\\/])*(?:[\w@()\[\]$+-][\w@.()\[\]$+-]*\.[A-Za-z0-9]{1,10}|\.[a-z][\w.-]+|Dockerfile|Makefile|Gemfile|Rakefile|Procfile)`;
const onlyPath = new RegExp(`^(${path})(?::\\d+(?:-\\d+)?)?$`);
const naming = new RegExp(
	`^(?:[Ff]ile(?:name)?|[Pp]ath|文件|文件名)?\\s*[:：]?\\s*(${path})(?:\\s*\\([^)]*\\))?$`,
);
const comment = /^\s*(?:\/\/+|#+|--+|\/\*+|<!--|;+|%+)\s*(.*?)\s*(?:\*\/|-->)?\s*$/;

/**
 * Finds a block of an answer by its text, and the file that it is said to be of: in the info string
 * (`ts src/a.ts`, `ts:src/a.ts`, `title="src/a.ts"`), in a comment in its first row, or in a row of
 * its own, a heading or a row that ends in a colon right before it.
 */
export function namedCode(answer: string, code: string): NamedCode {
	const rows = splitRows(code.replace(/\r?\n$/, ''));
	const named = (rows[0] ?? '').startsWith('#!') ? undefined : comment.exec(rows[0] ?? '')?.[1];
	const first = named === undefined ? undefined : naming.exec(named)?.[1];
	const around = placeIn(splitRows(answer), rows);
	return {
		path: around?.info ?? first ?? around?.before,
		rows: first === undefined ? rows : rows.slice(isBlank(rows[1] ?? 'x') ? 2 : 1),
	};
}

function placeIn(
	answer: readonly string[],
	rows: readonly string[],
): { readonly info: string | undefined; readonly before: string | undefined } | undefined {
	for (const [index, row] of answer.entries()) {
		const fence = /^(\s*)(?:`{3,}|~{3,})(.*)$/.exec(row);
		if (fence && rows.every((own, at) => (answer[index + 1 + at] ?? '').trim() === own.trim())) {
			const before = answer.slice(0, index).findLast(other => !isBlank(other));
			return { info: inInfo(fence[2] ?? ''), before: before && inSentence(before) };
		}
	}
	return undefined;
}

function inInfo(info: string): string | undefined {
	const titled = /(?:title|file(?:name)?|path)=["']?([^"'\s]+)/.exec(info)?.[1];
	const words = info
		.trim()
		.split(/[\s{}]+/)
		.flatMap(word => [word, word.replace(/^[\w+#.-]+:/, ''), word.replace(/^\d+:\d+:/, '')]);
	const paths = [titled ?? '', ...words].filter(
		word => onlyPath.test(word) && /[\\/.]|file$/.test(word) && !/^(?:\d+\.)+\d+$/.test(word),
	);
	return paths.map(word => onlyPath.exec(word)?.[1]).find(word => word !== undefined);
}

/** The file that a row right before a block is about, if it is about exactly one. */
function inSentence(row: string): string | undefined {
	const text = row.trim();
	const bare = text.replaceAll(/^#+\s*|^[-*]\s+|^\d+[.)]\s+|[*`_]|[:：]\s*$/g, '').trim();
	const alone = naming.exec(bare)?.[1];
	if (alone !== undefined) {
		return alone;
	}
	if (!/[:：]\s*\**$/.test(text) && !text.startsWith('#')) {
		return undefined;
	}
	const quoted = [...text.matchAll(/`([^`]+)`/g)]
		.map(([, inside = '']) => onlyPath.exec(inside)?.[1])
		.filter(found => found !== undefined && /\.[A-Za-z]|file$/.test(found));
	return quoted.length === 1 ? quoted[0] : undefined;
}
