/** What may stand between the parts of a member: blanks and comments. */
const gap = String.raw`(?:\s|/\*[^]*?\*/|#[^\n]*\n)*`;
const gapOfJson = String.raw`(?:\s|/\*[^]*?\*/|//[^\n]*\n)*`;
const quoted = String.raw`"""[^]*?"""|'''[^]*?'''|"[^"]*"|'[^']*'`;
/** A scalar of YAML with its tag and anchor, as a block or in a row, and an alias of one. */
const scalar = String.raw`(?:[!&]\S*${gap})*(?:[|>][^\n]*\n\s*)?(${quoted}|[^\s"',{}[\]]+)`;

/** The places by which editors and tools load an address unasked; the address is the first group. */
const places: readonly RegExp[] = [
	// JSON, and the comments and keys that servers of YAML and TOML read.
	new RegExp(String.raw`\$schema["']?${gapOfJson}:${gapOfJson}(${quoted})`, 'gi'),
	new RegExp(String.raw`\$schema["']?${gap}[:=]${gap}${scalar}`, 'gi'),
	/#:schema\s+(\S+)/gi,
	// XML.
	/<\?xml-model\b[^>]*?\bhref\s*=\s*("[^"]*"|'[^']*')/gi,
];
const anchors = new RegExp(String.raw`&(\S+)\s+${scalar}`, 'g');
const locations = /schemaLocation\s*=\s*("[^"]*"|'[^']*')/gi;
const declarations = /<!(?:DOCTYPE|ENTITY)\b(?:"[^"]*"|'[^']*'|[^>"'])*/gi;

/** Texts without any of this name nothing, whatever stands around them. */
const telling = /schema|<[!?]|[/\\]{2}|[/\\]$|^\s*[/\\]|\\[ux]|&#|\*|\$/im;

/** Whether rows may name a schema, or be a part of what names one. */
export function mayNameSchema(rows: readonly string[]): boolean {
	return rows.some(row => telling.test(row));
}

/** Addresses that `after` has loaded by whoever reads it, and `before` has not; in their order. */
export function newRemoteSchemas(before: string, after: string): readonly string[] {
	const known = new Set(schemasIn(before));
	return schemasIn(after).filter(address => !known.has(address));
}

/**
 * The remote schemas and document types that a text names, in JSON, YAML, TOML or XML, whatever rows
 * and escapes they are spread over.
 */
function schemasIn(text: string): readonly string[] {
	const read = unescaped(text);
	const values = places.flatMap(place => [...read.matchAll(place)].map(([, value = '']) => value));
	const found = [
		...values.flatMap(value => (value.startsWith('*') ? anchored(read, value.slice(1)) : [value])),
		...[...read.matchAll(locations)].flatMap(([, value = '']) => located(bare(value))),
		...[...read.matchAll(declarations)].flatMap(([whole]) => whole.match(/"[^"]*"|'[^']*'/g) ?? []),
	];
	return [...new Set(found.map(bare).filter(isRemote))];
}

/** Without the ways in which JSON, YAML, TOML and XML write a character that needs none of them. */
function unescaped(text: string): string {
	return text
		.replaceAll(/\\\r?\n[ \t]*/g, '')
		.replaceAll(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2}))/g, (whole, ...codes) =>
			written(whole, codes.slice(0, 3).join(''), 16),
		)
		.replaceAll(/&#x([\da-f]{1,6});/gi, (whole, code: string) => written(whole, code, 16))
		.replaceAll(/&#(\d{1,7});/g, (whole, code: string) => written(whole, code, 10))
		.replaceAll(/\\[tnr]/g, '')
		.replaceAll(String.raw`\/`, '/');
}

/** The character of a code; quotes stay written as they are, since they would end a string. */
function written(whole: string, code: string, radix: number): string {
	const point = Number.parseInt(code, radix);
	const character = point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
	return /["'\\]/.test(character) ? whole : character;
}

function anchored(text: string, name: string): readonly string[] {
	return [...text.matchAll(anchors)].flatMap(([, anchor, value]) =>
		anchor === name && value !== undefined ? [value] : [],
	);
}

/** Pairs of a namespace and a place; one alone is a place. */
function located(value: string): readonly string[] {
	const parts = value.split(/\s+/).filter(part => part !== '');
	return parts.length === 1 ? parts : parts.filter((_, index) => index % 2 === 1);
}

function bare(value: string): string {
	return value.replaceAll(/^["']+|["']+$/g, '').trim();
}

/** Also a share of the network; not a file of this machine, and nothing that an editor has itself. */
function isRemote(value: string): boolean {
	return (
		/^(?:https?|ftps?):/i.test(value) ||
		(/^(?:[a-z][a-z\d+.-]*:)?(?:[/\\]{2}|[/\\]{4,})[^/\\]/i.test(value) && !/^vscode:/i.test(value))
	);
}
