/** A place in a file of the workspace, as answers name it: `src/users.ts:12` or `users.ts:12-20`. */
export interface Place {
	/** As written, with `/`. Where it leads is for the host to find out, and to allow. */
	readonly path: string;
	/** Counted from 1; the last one is the first where only one is named. */
	readonly line: number;
	readonly endLine: number;
}

/** A piece of a text: words, or a place. */
export type PlacePiece = string | { readonly text: string; readonly place: Place };

/** Longest path that is looked at. */
const longest = 300;

const pattern =
	/(?<![\p{L}\p{N}_@:/\\.~-])((?:\.{0,2}\/)?(?:[\p{L}\p{N}_.@+~()[\]-]+\/)*[\p{L}\p{N}_.@+~()[\]-]*\.([A-Za-z]\w{0,14})|(?:[\p{L}\p{N}_.@+-]+\/)*(?:Dockerfile|Makefile|Gemfile|Rakefile|Jenkinsfile))(?::|#L)(\d{1,7})(?:[-–]L?(\d{1,7}))?(?![\p{N}]|[.:]\d)/u;

/** What every place has: only words with it are looked at, since looking at all takes long. */
const hint = /(?::|#L)\d/gu;

/** Signs that a place may begin after: with many of them, a word takes long to look at. */
const mostSigns = 8;

/** Endings of hosts rather than of files: `example.com:8080`. */
const hosts = /^(?:com|org|net|io|cn|dev|local|localhost|edu|gov)$/i;

/** Takes a text apart at the places that it names. */
export function placePieces(text: string): readonly PlacePiece[] {
	const pieces: PlacePiece[] = [];
	let from = 0;
	for (const { index } of text.matchAll(hint)) {
		const start = wordStart(text, index);
		const word = text.slice(start, index + 18);
		const match = (word.match(/[()[\]+]/gu)?.length ?? 0) > mostSigns ? null : pattern.exec(word);
		const [whole = '', path = '', ending = '', first = '', last = first] = match ?? [];
		const at = start + (match?.index ?? 0);
		const line = Number(first);
		if (!match || at < from || line < 1 || hosts.test(ending) || path.length > longest) {
			continue;
		}
		if (at > from) {
			pieces.push(text.slice(from, at));
		}
		const place = { path, line, endLine: Math.max(line, Number(last)) };
		pieces.push({ text: whole, place });
		from = at + whole.length;
	}
	return from === 0 ? [text] : from < text.length ? [...pieces, text.slice(from)] : pieces;
}

/** Where the word begins that `end` lies in, not far before it. */
function wordStart(text: string, end: number): number {
	let start = end;
	while (start > 0 && end - start <= longest && !/\s/u.test(text.charAt(start - 1))) {
		start--;
	}
	return start;
}

/** The place that is all of a text, as inline code names one. */
export function wholePlace(text: string): Place | undefined {
	const [only, ...more] = placePieces(text);
	return typeof only === 'object' && more.length === 0 ? only.place : undefined;
}
