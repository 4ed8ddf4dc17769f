import { list, number, object, oneOf, optional, text } from './shape.ts';
import type { Check, ShapeOf } from './shape.ts';
import type { Cut } from '../prompt/cut.ts';
import { contextKinds } from './contextKind.ts';
import type { Attachment, Picture, Question, Settled, Turn } from './turn.ts';
import type { Usage } from '../gateway/gateway.ts';

/** What is known of a session beside its turns. */
export interface SessionMeta {
	readonly title: string;
	readonly pinned: boolean;
	/** Where the session was begun, as an address; empty without a folder. */
	readonly workspace: string;
}

/** What reading one file gave. */
export type Decoded<T> =
	| { readonly kind: 'read'; readonly value: T }
	/** Written by a later version of the extension: not ours to judge. */
	| { readonly kind: 'newer' }
	| { readonly kind: 'damaged' };

/** The version of the format. */
const version = 1;

/** UTF-16 units; more than any answer that the panel shows. */
const body = text(20_000_000);
const word = text(2000);
/** Paths of files can be long. */
const label = text(20_000);
const id: Check = value => typeof value === 'string' && isId(value);

/** Session and turn ids: what cannot be mistaken for a path. */
export function isId(value: string): boolean {
	return /^[0-9a-z]{16}$/u.test(value);
}

/**
 * Makes an id: 8 characters of time and 8 of chance, in base 36.
 *
 * @param now Milliseconds since the epoch.
 * @param random Numbers from 0 up to 1.
 */
export function makeId(now: number, random: () => number): string {
	const chance = Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36));
	return Math.trunc(now).toString(36).padStart(8, '0').slice(-8) + chance.join('');
}

/** When an id was made, in milliseconds since the epoch. */
export function timeOf(madeId: string): number {
	return Number.parseInt(madeId.slice(0, 8), 36);
}

const outcome = oneOf('complete', 'truncated', 'filtered', 'interrupted', 'aborted', 'error');

const usage: Check = object<Usage>({
	inputTokens: number,
	cachedTokens: optional(number),
	outputTokens: number,
	reasoningTokens: optional(number),
});

/** An object of words and numbers. */
const flat: Check = value =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	Object.values(value).every(field => word(field) || number(field));

const settled: ReadonlyMap<string, Check> = new Map<keyof Settled, Check>([
	['outcome', outcome],
	['failure', optional(flat)],
	['usage', optional(usage)],
	['cost', optional(number)],
	['session', optional(flat)],
	['stored', optional(flat)],
	['model', optional(word)],
	['duration', number],
	['firstTextAfter', optional(number)],
	['reasoningDuration', optional(number)],
]);

const attachment: Check = object<Attachment>({
	label,
	text: body,
	kind: optional(oneOf(...contextKinds)),
	language: optional(word),
	source: optional(text(20_000)),
	startRow: optional(number),
	picture: optional(
		object<Picture>({
			type: oneOf('image/png', 'image/jpeg', 'image/webp'),
			bytes: body,
			width: number,
			height: number,
		}),
	),
});

const turn: ReadonlyMap<string, Check> = new Map<keyof Turn, Check>([
	['id', id],
	['seq', value => Number.isSafeInteger(value) && Number(value) >= 0],
	['parent', value => value === null || id(value)],
	['replaces', optional(id)],
	[
		'question',
		object<Question>({
			text: body,
			shown: body,
			context: list(attachment, 1000),
			task: oneOf('chat', 'explain'),
			halved: optional(number),
			cut: optional(
				list(
					object<Cut>({
						kind: oneOf('lines', 'messages', 'picture', 'largePicture'),
						label,
						count: number,
					}),
					1000,
				),
			),
		}),
	],
	['askedModel', word],
	['answer', body],
	['reasoning', body],
	['settled', optional(value => fieldsOf(value, settled) !== undefined)],
]);

const meta: ShapeOf<SessionMeta> = {
	title: word,
	pinned: oneOf(true, false),
	workspace: text(20_000),
};

export function encodeTurn(value: Turn): string {
	return encode(value);
}

/** A turn without an end is a checkpoint: whoever wrote it had not finished. */
export function decodeTurn(source: string): Decoded<Turn> {
	return decode<Turn>(source, turn);
}

/** A turn out of anything; `undefined` unless every field is what it should be. */
export function turnOf(value: unknown): Turn | undefined {
	// oxlint-disable-next-line no-unsafe-type-assertion -- every field was checked
	return fieldsOf(value, turn) as Turn | undefined;
}

export function encodeMeta(value: SessionMeta): string {
	return encode(value);
}

export function decodeMeta(source: string): Decoded<SessionMeta> {
	return decode<SessionMeta>(source, new Map(Object.entries(meta)));
}

export function encodeDraft(draft: string): string {
	return encode({ draft });
}

export function decodeDraft(source: string): Decoded<{ readonly draft: string }> {
	return decode(source, new Map([['draft', body]]));
}

/** One JSON object; `sum` comes first and is taken over all that follows it. */
function encode(value: object): string {
	const rest = JSON.stringify({ v: version, ...value }).slice(1);
	return `{"sum":"${checksum(rest)}",${rest}`;
}

function decode<T>(source: string, shape: ReadonlyMap<string, Check>): Decoded<T> {
	const found = /^\{"sum":"([0-9a-f]{16})",/u.exec(source);
	const rest = found && source.slice(found[0].length);
	if (!found || rest === null || checksum(rest) !== found[1]) {
		return { kind: 'damaged' };
	}
	try {
		const parsed: unknown = JSON.parse(`{${rest}`);
		const written = fieldsOf(parsed, new Map([['v', number]]))?.['v'];
		if (typeof written === 'number' && written > version) {
			return { kind: 'newer' };
		}
		const value = fieldsOf(parsed, shape);
		// oxlint-disable-next-line no-unsafe-type-assertion -- every field was checked just above
		return value ? { kind: 'read', value: value as T } : { kind: 'damaged' };
	} catch {
		return { kind: 'damaged' };
	}
}

/** The named fields if each is what it should be; others are left behind. */
function fieldsOf(
	value: unknown,
	shape: ReadonlyMap<string, Check>,
): Record<string, unknown> | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return undefined;
	}
	const given = new Map<string, unknown>(Object.entries(value));
	if (![...shape].every(([name, check]) => check(given.get(name)))) {
		return undefined;
	}
	return Object.fromEntries([...given].filter(([name]) => shape.has(name)));
}

/** 64 bits of FNV-1a as two halves: it finds damage, it keeps nobody out. */
function checksum(source: string): string {
	let a = 0x811c9dc5;
	let b = 0x9e3779b9;
	for (let at = 0; at < source.length; at++) {
		const unit = source.charCodeAt(at);
		a = Math.imul(a ^ unit, 0x01000193);
		b = Math.imul(b ^ (unit + at), 0x01000193);
	}
	return [a, b].map(half => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
