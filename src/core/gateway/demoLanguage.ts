/** How a language writes comments and functions; enough for canned answers that still parse. */
export interface DemoLanguage {
	/** Opens, and where needed closes, a comment that fills the rest of a row. */
	readonly comment: readonly [open: string, close: string] | undefined;
	/** Recognises the first row of a function; group 1 is its name. */
	readonly definition: RegExp;
	/** A row that may carry a comment at its end. */
	readonly statement: RegExp;
	/** Tokens that open or close text in which a comment would be text; each toggles. */
	readonly quotes: readonly string[];
	/** A small function, as an answer to any wish. */
	readonly sample: string;
}

const cDefinition =
	/^\s*(?:export\s+|default\s+|public\s+|private\s+|protected\s+|static\s+|async\s+)*(?:function\s*\*?\s*([\w$]+)|(?:const|let)\s+([\w$]+)\s*=\s*(?:async\s*)?(?:function\b|\([^)]*\)[^=]*=>|[\w$]+\s*=>)|(?:class|interface)\s+([\w$]+))/;

const typescript: DemoLanguage = {
	comment: ['//', ''],
	definition: cDefinition,
	statement: /^\s*(?:return|const|let|var|throw|await|this\.|[\w$.]+\s*(?:\(|[-+*]?=)).*;$/,
	quotes: ['`', '/*', '*/'],
	sample: `export function chunk<T>(items: readonly T[], size: number): T[][] {
	if (size < 1) {
		throw new RangeError('size must be at least 1');
	}
	const chunks: T[][] = [];
	for (let start = 0; start < items.length; start += size) {
		chunks.push(items.slice(start, start + size));
	}
	return chunks;
}`,
};

const javascript: DemoLanguage = {
	...typescript,
	sample: typescript.sample
		.replace('<T>(items: readonly T[], size: number): T[][]', '(items, size)')
		.replace(': T[][]', ''),
};

const python: DemoLanguage = {
	comment: ['#', ''],
	definition: /^\s*(?:async\s+)?(?:def|class)\s+(\w+)/,
	statement: /^\s*(?:return|raise|yield|[\w.]+\s*[-+*]?=|[\w.]+\().*[\w)\]}'"]$/,
	quotes: ['"""', "'''"],
	sample: `def chunk(items, size):
    """Split items into lists of at most size elements."""
    if size < 1:
        raise ValueError("size must be at least 1")
    return [items[start:start + size] for start in range(0, len(items), size)]`,
};

const go: DemoLanguage = {
	comment: ['//', ''],
	definition: /^\s*(?:func\s+(?:\([^)]*\)\s*)?(\w+)|type\s+(\w+))/,
	statement: /^\s*(?:return\b.*|[\w., ]+:?=.*|[\w.]+\(.*\))$/,
	quotes: ['`', '/*', '*/'],
	sample: `func chunk[T any](items []T, size int) [][]T {
	if size < 1 {
		panic("size must be at least 1")
	}
	var chunks [][]T
	for size < len(items) {
		items, chunks = items[size:], append(chunks, items[:size])
	}
	return append(chunks, items)
}`,
};

const cLike: DemoLanguage = {
	comment: ['//', ''],
	definition: /^\s*(?:[\w<>[\],&*:]+\s+)+[*&]?(\w+)\s*\([^;]*$/,
	statement: /^\s*(?:return\b|[\w.>*[\]-]+\s*(?:\(|[-+*]?=)).*;$/,
	quotes: ['/*', '*/', '"""', '`'],
	sample: `int clamp(int value, int low, int high) {
	if (value < low) {
		return low;
	}
	return value > high ? high : value;
}`,
};

const hash: DemoLanguage = {
	comment: ['#', ''],
	definition: /^\s*(?:def|function|class|module)\s+([\w.]+)|^\s*(\w+)\s*\(\)\s*\{/,
	// A comment at the end of a row is text in too many of these languages.
	statement: /(?!)/,
	quotes: ['"""', "'''", '<<'],
	sample: `clamp() {
	if [ "$1" -lt "$2" ]; then echo "$2"; elif [ "$1" -gt "$3" ]; then echo "$3"; else echo "$1"; fi
}`,
};

const dashes: DemoLanguage = {
	...hash,
	comment: ['--', ''],
	definition: /^\s*(?:create|select|insert|update|delete|with|function|local function)\b()/i,
	sample: `SELECT name, count(*) AS total
FROM orders
GROUP BY name
ORDER BY total DESC
LIMIT 10;`,
};

const markup: DemoLanguage = {
	...hash,
	comment: ['<!--', ' -->'],
	definition: /(?!)/,
	quotes: ['<!--', '-->', '<script', '</script', '<style', '</style', '<pre', '</pre'],
	sample: '<section>\n\t<h2>Title</h2>\n\t<p>Text</p>\n</section>',
};

const css: DemoLanguage = {
	...hash,
	comment: ['/*', ' */'],
	definition: /(?!)/,
	quotes: ['/*', '*/'],
	sample: '.card {\n\tpadding: 1rem;\n\tborder-radius: 0.5rem;\n}',
};

const plain: DemoLanguage = {
	...hash,
	comment: undefined,
	definition: /(?!)/,
	quotes: [],
	sample: 'This is a canned answer of the built-in demo. No model was asked.',
};

const byName: readonly (readonly [names: RegExp, language: DemoLanguage])[] = [
	[/^(typescript|ts|tsx|mts|cts|typescriptreact)$/, typescript],
	[/^(javascript|js|jsx|mjs|cjs|javascriptreact)$/, javascript],
	[/^(python|py)$/, python],
	[/^(go|golang)$/, go],
	[/^(java|c|cpp|c\+\+|csharp|cs|rust|rs|kotlin|kt|swift|php|scala|dart|objective-c)$/, cLike],
	[
		/^(ruby|rb|shellscript|shell|sh|bash|zsh|yaml|yml|toml|perl|r|julia|dockerfile|makefile)$/,
		hash,
	],
	[/^(sql|lua|haskell|hs|ada)$/, dashes],
	[/^(html|xml|svg|vue|svelte)$/, markup],
	[/^(css|scss|less)$/, css],
];

/** The language of a fence's info string, e.g. `ts` or `python`. */
export function demoLanguage(name: string): DemoLanguage {
	const wanted = name.trim().toLowerCase();
	return byName.find(([names]) => names.test(wanted))?.[1] ?? plain;
}

/**
 * Which rows begin outside strings and comments that span rows, so that a comment may be put
 * there. Errs towards `false`.
 */
export function freeRows(rows: readonly string[], { quotes }: DemoLanguage): readonly boolean[] {
	let inside = false;
	let continued = false;
	return rows.map(row => {
		const free = !inside && !continued;
		const marks = quotes.reduce((count, quote) => count + row.split(quote).length - 1, 0);
		inside = marks % 2 === 1 ? !inside : inside;
		continued = row.endsWith('\\');
		return free;
	});
}
