import { StringStream, type StreamParser } from '@codemirror/streamparser';

/** What a piece of code is, as far as its colour tells. */
export const tokenKinds = [
	'keyword',
	'string',
	'number',
	'constant',
	'comment',
	'function',
	'type',
	'property',
	'tag',
	'meta',
	'inserted',
	'deleted',
] as const;

export type TokenKind = (typeof tokenKinds)[number];

export interface CodeToken {
	readonly text: string;
	readonly kind: TokenKind | undefined;
}

/** Reads code row by row, each once; it remembers what a row leaves open. */
export interface RowTokenizer {
	/** @param row Without its line break. */
	read(row: string): readonly CodeToken[];
}

/** UTF-16 units of a row that is looked into; a longer one is plain. */
const longestRow = 2000;

/** Calls that a parser may use without going ahead. */
const patience = 10;

/** A tokenizer at the beginning of some code. A parser that fails makes the rest plain. */
export function rowTokenizer<State>(parser: StreamParser<State>): RowTokenizer {
	// oxlint-disable-next-line no-unsafe-type-assertion -- who has no start state looks at none
	const state = parser.startState?.(2) ?? ({} as State);
	let failed = false;
	const read = (row: string): readonly CodeToken[] => {
		if (failed || row.length > longestRow) {
			return plain(row);
		}
		try {
			if (row === '') {
				parser.blankLine?.(state, 2);
				return [];
			}
			return readRow(parser, state, row);
		} catch {
			failed = true;
			return plain(row);
		}
	};
	return { read };
}

function plain(text: string): readonly CodeToken[] {
	return text === '' ? [] : [{ text, kind: undefined }];
}

function readRow<State>(
	parser: StreamParser<State>,
	state: State,
	row: string,
): readonly CodeToken[] {
	const tokens: CodeToken[] = [];
	const stream = new StringStream(row, 4, 2);
	while (!stream.eol()) {
		stream.start = stream.pos;
		let style: string | null = null;
		for (let call = 0; call < patience && stream.pos <= stream.start; call++) {
			style = parser.token(stream, state);
		}
		if (stream.pos <= stream.start) {
			stream.skipToEnd();
			style = null;
		}
		const text = row.slice(stream.start, stream.pos);
		add(tokens, { text, kind: kindOf(style, text, row.slice(stream.pos)) });
	}
	return tokens;
}

function add(tokens: CodeToken[], token: CodeToken): void {
	const last = tokens.at(-1);
	// Blanks have no colour of their own.
	if (last && (last.kind === token.kind || token.text.trim() === '')) {
		tokens[tokens.length - 1] = { text: last.text + token.text, kind: last.kind };
	} else {
		tokens.push(token);
	}
}

/** A parser's word for a token, e.g. `variableName.function` or `string special`, as a kind. */
function kindOf(style: string | null, text: string, after: string): TokenKind | undefined {
	const [first = '', second = ''] = (style ?? '').split(/[ .]/u);
	const kind = byName.get(second) ?? byName.get(first);
	if (kind !== undefined || !/^(?:variable|def)/u.test(first)) {
		return kind;
	}
	// Parsers do not tell calls and classes from other names; their spelling does.
	if (/^\s*\(/u.test(after)) {
		return 'function';
	}
	return /^[A-Z]\w*[a-z]/u.test(text) ? 'type' : undefined;
}

const words: Readonly<Record<TokenKind, string>> = {
	keyword: 'keyword controlKeyword operatorKeyword definitionKeyword modifier header heading',
	string: 'string quote character regexp link url',
	number: 'number unit color',
	constant: 'atom bool null constant',
	comment: 'comment',
	function: 'builtin function macroName',
	type: 'type typeName className namespace qualifier',
	property: 'property propertyName attribute attributeName',
	tag: 'tag tagName',
	meta: 'meta annotation processingInstruction labelName documentMeta',
	inserted: 'inserted positive',
	deleted: 'deleted negative',
};

const byName: ReadonlyMap<string, TokenKind> = new Map(
	tokenKinds.flatMap(kind => words[kind].split(' ').map(word => [word, kind] as const)),
);
