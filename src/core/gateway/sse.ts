import { createParser, type EventSourceParser } from 'eventsource-parser';
import { asArray, asObject, parseJson, type JsonObject } from './json.ts';

/** Characters of one event. */
const longestEvent = 4 * 1024 * 1024;
/** Characters without a single event: an answer as one JSON object, or rubbish without an end. */
const longestSilence = 16 * 1024 * 1024;
/** Characters of the raw end that are searched for an error outside any event. */
const tailLength = 16 * 1024;

/** Reads the JSON of one protocol into an answer. */
export interface Interpreter {
	/** What comes from now on is no part of the answer. */
	readonly over: boolean;
	event(name: string | undefined, json: unknown): void;
	/** A body that was one object, which may be an answer. */
	whole(json: JsonObject): void;
}

/** What a body turned out to be when it is over, or as soon as no more of it is needed. */
export type BodyEnd =
	/**
	 * `[DONE]` was seen, or a stream of events ended; whether the answer is complete is the
	 * interpreter's to say. `trailing` is JSON that stood outside any event before it.
	 */
	| { readonly kind: 'done' | 'events'; readonly trailing?: JsonObject }
	| { readonly kind: 'json'; readonly json: JsonObject }
	| { readonly kind: 'webPage' }
	| { readonly kind: 'empty' }
	/** Neither events nor JSON. */
	| { readonly kind: 'rubbish' }
	/** An event, or the distance between two, passed the cap. */
	| { readonly kind: 'tooLong' };

/**
 * Reads the body of an answer: bytes in, events to the interpreter. What it is gets decided by
 * looking at it, since gateways label pages as streams and streams as JSON.
 *
 * Memory is bounded: at most one event, one JSON object, and 32 KiB of raw text are held.
 */
export class BodyReader {
	/** An event could not be parsed; later ones were read all the same. */
	damaged = false;
	readonly #interpreter: Interpreter;
	readonly #parser: EventSourceParser;
	// A byte order mark is left to the parser: each of the two would strip one.
	readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
	#first: string | undefined;
	#events = 0;
	#end: BodyEnd | undefined;
	#ending = false;
	/** The body so far, while it may be one JSON object. */
	#whole: string[] = [];
	#tail = '';
	#sinceEvent = 0;

	constructor(interpreter: Interpreter) {
		this.#interpreter = interpreter;
		this.#parser = createParser({
			maxBufferSize: longestEvent,
			// No `onError`: with it, each line of rubbish would cost an exception and its stack trace.
			onEvent: ({ event, data }) => this.#read(event, data),
		});
	}

	/** Takes the next bytes. A result means that the rest of the body is of no interest. */
	feed(bytes: Uint8Array): BodyEnd | undefined {
		return this.#feed(this.#decoder.decode(bytes, { stream: true }));
	}

	/** The body ended. Idempotent. */
	end(): BodyEnd {
		const decoded = this.#feed(this.#decoder.decode());
		if (decoded) {
			return decoded;
		}
		this.#ending = true;
		const json = this.#wholeJson();
		const trailing = this.#trailingJson();
		// Dispatches a last event that lacks its blank line, which often carries the usage.
		this.#parse('\n\n');
		this.#end ??= this.#judge(json, trailing);
		return this.#end;
	}

	#feed(text: string): BodyEnd | undefined {
		if (this.#end || text === '') {
			return this.#end;
		}
		this.#first ??= /[^\s\ufeff]/.exec(text)?.[0];
		if (this.#first === '<') {
			this.#end = { kind: 'webPage' };
			return this.#end;
		}
		if (this.#first !== undefined && this.#events === 0 && '{['.includes(this.#first)) {
			this.#whole.push(text);
		}
		// A long text is a tail of its own: copying each would cost as much as reading it.
		this.#tail = text.length < tailLength ? this.#tail + text : text;
		if (this.#tail.length > 4 * tailLength) {
			this.#tail = this.#tail.slice(-tailLength);
		}
		this.#sinceEvent += text.length;
		this.#parse(text);
		if (this.#sinceEvent > longestSilence) {
			this.#end ??= { kind: 'tooLong' };
		}
		return this.#end;
	}

	#parse(text: string): void {
		try {
			this.#parser.feed(text);
		} catch (error) {
			// The parser's way to say that the text before this one held too long an event.
			if (!/max buffer size/.test(String(error))) {
				throw error;
			}
			this.#end ??= { kind: 'tooLong' };
		}
	}

	#read(name: string | undefined, data: string): void {
		// Only a short event can be blank or the end; trimming every one would copy the stream.
		const text = data.length < 64 ? data.trim() : data;
		if (this.#end || text === '') {
			return;
		}
		this.#events++;
		this.#sinceEvent = 0;
		if (this.#whole.length > 0) {
			this.#whole = [];
		}
		if (text === '[DONE]') {
			const trailing = this.#trailingJson();
			this.#end = { kind: 'done', ...(trailing && { trailing }) };
			return;
		}
		const json = parseJson(data);
		if (json === undefined) {
			// At the very end it is no damage but a cut.
			this.damaged ||= !this.#ending;
		} else {
			this.#interpreter.event(name, json);
			// Also of the bytes that came together with the last event nothing more is read.
			if (this.#interpreter.over) {
				this.#end = { kind: 'done' };
			}
		}
	}

	#judge(json: JsonObject | undefined, trailing: JsonObject | undefined): BodyEnd {
		if (this.#first === undefined) {
			return { kind: 'empty' };
		}
		if (this.#events === 0 && json) {
			this.#interpreter.whole(json);
			return { kind: 'json', json };
		}
		return this.#events > 0 || /^[:dier]/.test(this.#first)
			? { kind: 'events', ...(trailing && { trailing }) }
			: { kind: 'rubbish' };
	}

	#wholeJson(): JsonObject | undefined {
		const json = parseJson(this.#whole.join('').replace(/^\ufeff/, ''));
		this.#whole = [];
		return asObject(json) ?? asObject(asArray(json)[0]);
	}

	/** The last JSON object of the tail that begins a line, possibly spread over several. */
	#trailingJson(): JsonObject | undefined {
		const all = this.#tail.split(/\r\n|\r|\n/);
		const done = all.findIndex(line => /^data:\s*\[DONE\]/.test(line));
		const lines = done < 0 ? all : all.slice(0, done);
		const isField = (line: string) => /^(data|event|id|retry)?:/.test(line);
		const starts = lines.flatMap((line, at) => (line.startsWith('{') ? [at] : []));
		for (const start of starts.toReversed().slice(0, 64)) {
			const stop = lines.findIndex((line, at) => at > start && isField(line));
			const json = asObject(parseJson(lines.slice(start, stop < 0 ? undefined : stop).join('\n')));
			if (json) {
				return json;
			}
		}
		return undefined;
	}
}
