import type { EditSnapshot, RowRange } from './contract.ts';
import type { DocumentRows } from './rows.ts';
import { sameRows } from './states.ts';
import { isWeak } from './sweep.ts';

/**
 * What must survive a crash of one edit: written before its first row reaches the document, and
 * again at every turn, so that at no instant an original row exists nowhere.
 */
export interface EditJournal {
	/** Names the file: 1 to 32 characters of 0–9 and a–z. */
	readonly id: string;
	readonly uri: string;
	/** The first folder of the window, as a URI; empty without one. */
	readonly workspace: string;
	/** What was asked. */
	readonly instruction: string;
	/** Milliseconds since the epoch. */
	readonly savedAt: number;
	/** More rows may have reached the document after this was written. */
	readonly streaming: boolean;
	/** Rows right above and below the region, at most eight each, cut to 400 characters. */
	readonly above: readonly string[];
	readonly below: readonly string[];
	readonly snapshot: EditSnapshot;
}

/**
 * What a journal means for the document as it is now. `review`: its hunks can be taken up again.
 * `original`: nothing of the edit is left in it. `differs`: the region's place is known, or not
 * (`undefined`), but somebody else changed its rows.
 */
export type JournalMatch =
	| { readonly kind: 'review'; readonly snapshot: EditSnapshot }
	| { readonly kind: 'original' }
	| { readonly kind: 'differs'; readonly region: RowRange | undefined };

const version = 1;
const contextRows = 8;
/** Of those, the ones that must stand where somebody typed in others. */
const nearestRows = 3;
const longestContext = 400;

/** The rows around a region, to find it again by. */
export function contextOf(
	document: DocumentRows,
	{ start, end }: RowRange,
): Pick<EditJournal, 'above' | 'below'> {
	const above: string[] = [];
	for (let row = Math.max(start - contextRows, 0); row < start; row++) {
		above.push(contextRow(document, row));
	}
	const below: string[] = [];
	for (let row = end; row < Math.min(end + contextRows, document.lineCount); row++) {
		below.push(contextRow(document, row));
	}
	return { above, below };
}

/** A journal as the text of a file. */
export function serializeJournal(journal: EditJournal): string {
	const ordered = readJournal(fieldsOf(journal)) ?? journal;
	return JSON.stringify({ v: version, sum: checksum(JSON.stringify(ordered)), journal: ordered });
}

/** @returns `undefined` for a damaged file, or one that another version wrote. Never throws. */
export function parseJournal(text: string): EditJournal | undefined {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return undefined;
	}
	const file = fieldsOf(parsed);
	const journal = file['v'] === version ? readJournal(fieldsOf(file['journal'])) : undefined;
	return journal && file['sum'] === checksum(JSON.stringify(journal)) ? journal : undefined;
}

/** Looks for the journal's region in the document. Never guesses: what is unclear `differs`. */
export function matchJournal(journal: EditJournal, document: DocumentRows): JournalMatch {
	const { snapshot, streaming } = journal;
	const { baseline, current } = snapshot;
	const whole = placeOf(journal, document);
	const place = whole ?? nearestPlaceOf(journal, document);
	if (!place) {
		const first = onlyPlaceOf(current, document);
		if (first !== undefined && !sameRows(baseline, current)) {
			return { kind: 'review', snapshot: { ...snapshot, first } };
		}
		const isBack = onlyPlaceOf(baseline, document) !== undefined;
		return isBack ? { kind: 'original' } : { kind: 'differs', region: undefined };
	}
	const rows = slice(document, place);
	if (sameRows(rows, baseline)) {
		return { kind: 'original' };
	}
	const known = new Set([...baseline, ...current]);
	const knownCount = rows.filter(row => known.has(row)).length;
	// Rows that came after the last journal are unknown; with less around them, more must be known.
	const isLater = streaming && (whole !== undefined || knownCount * 2 >= rows.length);
	const isOurs = sameRows(rows, current) || isLater || knownCount === rows.length;
	const partial = snapshot.partial || streaming || !sameRows(rows, current);
	return isOurs
		? { kind: 'review', snapshot: { ...snapshot, first: place.start, current: rows, partial } }
		: { kind: 'differs', region: place };
}

/**
 * Where the region is by the nearest rows around it, if those stand in one place only: right before a
 * crash somebody may have typed in rows farther off.
 */
function nearestPlaceOf(journal: EditJournal, document: DocumentRows): RowRange | undefined {
	const above = journal.above.slice(-nearestRows);
	const below = journal.below.slice(0, nearestRows);
	const tells = (rows: readonly string[]) =>
		rows.length === nearestRows && rows.some(row => !isWeak(row));
	if (!tells(above) || !tells(below)) {
		return undefined;
	}
	const starts = placesOf(above, document, undefined);
	const [start = NaN] = starts.map(at => at + above.length);
	const ends = placesOf(below, document, undefined).filter(end => end >= start);
	const [end] = ends;
	return starts.length === 1 && ends.length === 1 && end !== undefined ? { start, end } : undefined;
}

/** Where the region is by the rows around it. */
function placeOf(journal: EditJournal, document: DocumentRows): RowRange | undefined {
	const { above, below, snapshot } = journal;
	const { first, current, baseline } = snapshot;
	const starts = placesOf(above, document, above.length < contextRows ? 0 : undefined).map(
		at => at + above.length,
	);
	const atEnd = below.length < contextRows ? document.lineCount - below.length : undefined;
	const ends = placesOf(below, document, atEnd);
	const isHome = starts.includes(first);
	const start = isHome ? first : starts.length === 1 ? starts[0] : undefined;
	if (start === undefined) {
		return undefined;
	}
	const likely = [start + current.length, start + baseline.length];
	const later = ends.filter(end => end >= start);
	const end = likely.find(at => later.includes(at)) ?? (later.length === 1 ? later[0] : undefined);
	return end === undefined ? undefined : { start, end };
}

/** Where `rows` stand in the document; without any, everywhere. @param only The one place to look at. */
function placesOf(
	rows: readonly string[],
	document: DocumentRows,
	only: number | undefined,
): readonly number[] {
	const last = document.lineCount - rows.length;
	const found: number[] = [];
	for (let at = only ?? 0; at <= (only ?? last); at++) {
		if (at >= 0 && at <= last && rows.every((row, i) => contextRow(document, at + i) === row)) {
			found.push(at);
		}
	}
	return found;
}

/** Where all of `rows` stand, if that is in one place only and they say anything at all. */
function onlyPlaceOf(rows: readonly string[], document: DocumentRows): number | undefined {
	if (rows.every(row => row.trim() === '')) {
		return undefined;
	}
	let found: number | undefined;
	for (let at = 0; at + rows.length <= document.lineCount; at++) {
		if (rows.every((row, i) => document.lineAt(at + i) === row)) {
			if (found !== undefined) {
				return undefined;
			}
			found = at;
		}
	}
	return found;
}

function slice(document: DocumentRows, { start, end }: RowRange): readonly string[] {
	const rows: string[] = [];
	for (let row = start; row < end; row++) {
		rows.push(document.lineAt(row));
	}
	return rows;
}

function contextRow(document: DocumentRows, row: number): string {
	return document.lineAt(row).slice(0, longestContext);
}

/** Checks every field, and brings them into one order, which the checksum counts on. */
function readJournal(fields: Readonly<Record<string, unknown>>): EditJournal | undefined {
	const { id, uri, workspace, instruction, savedAt, streaming, above, below } = fields;
	const snapshot = readSnapshot(fieldsOf(fields['snapshot']));
	return typeof id === 'string' &&
		/^[0-9a-z]{1,32}$/.test(id) &&
		typeof uri === 'string' &&
		typeof workspace === 'string' &&
		typeof instruction === 'string' &&
		isCount(savedAt) &&
		typeof streaming === 'boolean' &&
		isRows(above) &&
		isRows(below) &&
		snapshot
		? { id, uri, workspace, instruction, savedAt, streaming, above, below, snapshot }
		: undefined;
}

function readSnapshot(fields: Readonly<Record<string, unknown>>): EditSnapshot | undefined {
	const { mode, first, baseline, current, partial } = fields;
	return mode === 'restored' &&
		isCount(first) &&
		isRows(baseline) &&
		isRows(current) &&
		typeof partial === 'boolean'
		? { mode, first, baseline, current, partial }
		: undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isRows(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every(row => typeof row === 'string');
}

/** FNV-1a: tells torn and flipped bytes; nobody is kept from forging one. */
function checksum(text: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
	}
	return hash >>> 0;
}
