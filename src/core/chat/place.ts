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
	/(?<![\p{L}\p{N}_@:/\\.~-])((?:\.{0,2}\/)?(?:[\p{L}\p{N}_.@+~()[\]-]+\/)*[\p{L}\p{N}_.@+~()[\]-]*\.([A-Za-z]\w{0,14})|(?:[\p{L}\p{N}_.@+-]+\/)*(?:Dockerfile|Makefile|Gemfile|Rakefile|Jenkinsfile))(?::|#L)(\d{1,7})(?:[-–]L?(\d{1,7}))?(?![\p{N}]|[.:]\d)/gu;

/** Endings of hosts rather than of files: `example.com:8080`. */
const hosts = /^(?:com|org|net|io|cn|dev|local|localhost|edu|gov)$/i;

/** Takes a text apart at the places that it names. */
export function placePieces(text: string): readonly PlacePiece[] {
	const pieces: PlacePiece[] = [];
	let from = 0;
	for (const match of text.matchAll(pattern)) {
		const [whole, path = '', ending = '', first = '', last = first] = match;
		const line = Number(first);
		if (line < 1 || hosts.test(ending) || path.length > longest) {
			continue;
		}
		if (match.index > from) {
			pieces.push(text.slice(from, match.index));
		}
		const place = { path, line, endLine: Math.max(line, Number(last)) };
		pieces.push({ text: whole, place });
		from = match.index + whole.length;
	}
	return from === 0 ? [text] : from < text.length ? [...pieces, text.slice(from)] : pieces;
}

/** The place that is all of a text, as inline code names one. */
export function wholePlace(text: string): Place | undefined {
	const [only, ...more] = placePieces(text);
	return typeof only === 'object' && more.length === 0 ? only.place : undefined;
}
