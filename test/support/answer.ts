/** What a scripted gateway says, and how it says it in the bytes of each protocol. */

export type Protocol = 'chat-completions' | 'responses';

export interface ScriptedUsage {
	readonly inputTokens: number;
	readonly cachedTokens?: number;
	readonly outputTokens: number;
	readonly reasoningTokens?: number;
}

/**
 * How an answer ends. `finish`: as it should. `length`, `filter`: the gateway stopped it. `error`:
 * an error object in the stream. `unfinished`: the body ends as HTTP wants, but without a final
 * word. `cut`: the connection closes in the middle of the body. `reset`: it is torn down. `hang`:
 * it stays open, silent.
 */
export type Ending =
	| 'finish'
	| 'length'
	| 'filter'
	| 'error'
	| 'unfinished'
	| 'cut'
	| 'reset'
	| 'hang';

export interface Script {
	/** The answer, delta by delta. */
	readonly deltas?: readonly string[];
	/** The answer as a whole; `chunk` characters make a delta. */
	readonly text?: string;
	/** Default 8. */
	readonly chunk?: number;
	/** Tools that are called after the answer; the arguments come in two pieces. */
	readonly calls?: readonly { readonly name: string; readonly arguments: string }[];
	/** Thinking that comes before the answer. */
	readonly reasoning?: string;
	/**
	 * `free`: as fast as the socket takes it (default). `gate`: nothing goes before `release()`.
	 * A number: milliseconds before each delta, for measuring and for pictures, never for waiting.
	 */
	readonly pace?: 'free' | 'gate' | number;
	readonly usage?: ScriptedUsage;
	/** Default `finish`. */
	readonly end?: Ending;
	/** Instead of an answer: this status and body. */
	readonly refuse?: {
		readonly status: number;
		readonly body: string;
		readonly headers?: Readonly<Record<string, string>>;
	};
	/** Default: the one that was asked for. */
	readonly model?: string;
	/** Lets pages and workers of other origins in. Of the first script, for the whole server. */
	readonly cors?: boolean;
	/** The id under which the gateway keeps the answer for an hour; over the Responses API only. */
	readonly stored?: string;
}

/** Server-sent events of one answer: what comes first, one text for each delta, what comes last. */
export interface WrittenAnswer {
	readonly opening: string;
	readonly deltas: readonly string[];
	/** Absent when the connection ends without a final word. */
	readonly closing?: string;
}

const defaultUsage: ScriptedUsage = { inputTokens: 120, outputTokens: 40 };

/** Writes `script` in the words of `protocol`. */
export function writeAnswer(script: Script, protocol: Protocol, asked: string): WrittenAnswer {
	const spoken: Spoken = {
		deltas: script.deltas ?? chunks(script.text ?? '', script.chunk ?? 8),
		reasoning: script.reasoning ?? '',
		calls: script.calls ?? [],
		usage: script.usage ?? defaultUsage,
		end: script.end ?? 'finish',
		model: script.model ?? asked,
		stored: script.stored,
	};
	return protocol === 'responses' ? responses(spoken) : chatCompletions(spoken);
}

interface Spoken {
	readonly deltas: readonly string[];
	readonly reasoning: string;
	readonly calls: NonNullable<Script['calls']>;
	readonly usage: ScriptedUsage;
	readonly end: Ending;
	readonly model: string;
	readonly stored: string | undefined;
}

const broken = { code: 'InternalServiceError', message: 'The scripted gateway broke down.' };

function chatCompletions({ deltas, reasoning, calls, usage, end, model }: Spoken): WrittenAnswer {
	const frame = (fields: object): string =>
		event({
			id: 'scripted',
			object: 'chat.completion.chunk',
			created: 1_790_000_000,
			model,
			service_tier: 'default',
			usage: null,
			...fields,
		});
	const delta = (content: object): string =>
		frame({ choices: [{ index: 0, delta: { role: 'assistant', ...content } }] });
	const thought = reasoning === '' ? '' : delta({ content: '', reasoning_content: reasoning });
	const call = (index: number, fields: object): string =>
		delta({ tool_calls: [{ index, ...fields }] });
	const called = calls
		.map(({ name, arguments: text }, index) => {
			const [first, second] = halves(text);
			const opening = { id: callId(index), type: 'function', function: { name, arguments: first } };
			return call(index, opening) + call(index, { function: { arguments: second } });
		})
		.join('');
	const finish = (reason: string): string =>
		frame({ choices: [{ index: 0, delta: { content: '' }, finish_reason: reason }] }) +
		frame({ choices: [], usage: chatUsage(usage) }) +
		'data: [DONE]\n\n';
	return {
		opening: delta({ content: '' }) + thought,
		deltas: deltas.map(content => delta({ content })),
		...closing(end, {
			finish: () => called + finish(calls.length > 0 ? 'tool_calls' : 'stop'),
			length: () => finish('length'),
			filter: () => finish('content_filter'),
			error: () => event({ error: { ...broken, type: 'InternalServerError' } }),
			unfinished: () => '',
		}),
	};
}

function responses({ deltas, reasoning, calls, usage, end, model, stored }: Spoken): WrittenAnswer {
	let sequence = 0;
	const frame = (type: string, fields: object): string =>
		`event: ${type}\n${event({ type, sequence_number: sequence++, ...fields })}`;
	const item = { id: 'item-1', type: 'message', role: 'assistant' };
	const place = { item_id: 'item-1', output_index: 0, content_index: 0 };
	const text = deltas.join('');
	const response = (status: string, more: object = {}): object => ({
		response: {
			id: stored ?? 'scripted',
			object: 'response',
			model,
			status,
			store: stored !== undefined,
			...(stored !== undefined && { expire_at: Math.floor(Date.now() / 1000) + 3_600 }),
			...more,
		},
	});
	const opening =
		frame('response.created', response('in_progress')) +
		frame('response.in_progress', response('in_progress')) +
		(reasoning === ''
			? ''
			: frame('response.reasoning_summary_text.delta', {
					item_id: 'item-0',
					output_index: 0,
					summary_index: 0,
					delta: reasoning,
				})) +
		frame('response.output_item.added', { output_index: 0, item: { ...item, content: [] } });
	const written = deltas.map(delta => frame('response.output_text.delta', { ...place, delta }));
	const content = [{ type: 'output_text', text, annotations: [] }];
	const items = calls.map((one, index) => ({
		id: `item-call-${index}`,
		type: 'function_call',
		call_id: callId(index),
		...one,
	}));
	const output = [{ ...item, status: 'completed', content }, ...items];
	const called = (): string =>
		items
			.map(one => {
				const fragment = (delta: string): string =>
					frame('response.function_call_arguments.delta', { item_id: one.id, delta });
				const added = { item: { ...one, arguments: '' } };
				return (
					frame('response.output_item.added', added) + halves(one.arguments).map(fragment).join('')
				);
			})
			.join('');
	const last = (type: string, status: string, more: object): string =>
		called() +
		frame('response.output_text.done', { ...place, text }) +
		frame(type, response(status, { output, usage: responsesUsage(usage), ...more })) +
		'data: [DONE]\n\n';
	const incomplete = (reason: string): string =>
		last('response.incomplete', 'incomplete', { incomplete_details: { reason } });
	return {
		opening,
		deltas: written,
		...closing(end, {
			finish: () => last('response.completed', 'completed', {}),
			length: () => incomplete('max_output_tokens'),
			filter: () => incomplete('content_filter'),
			error: () => frame('response.failed', response('failed', { error: broken })),
			unfinished: () => '',
		}),
	};
}

/** The final words of each ending that has some. */
type Words = Readonly<Record<Exclude<Ending, 'cut' | 'reset' | 'hang'>, () => string>>;

function closing(end: Ending, words: Words): Pick<WrittenAnswer, 'closing'> {
	return end === 'cut' || end === 'reset' || end === 'hang' ? {} : { closing: words[end]() };
}

/** What a script does not tell is not sent: unknown is not zero. */
function chatUsage({ inputTokens, cachedTokens, outputTokens, reasoningTokens }: ScriptedUsage) {
	return {
		prompt_tokens: inputTokens,
		completion_tokens: outputTokens,
		total_tokens: inputTokens + outputTokens,
		...(cachedTokens !== undefined && {
			prompt_tokens_details: { cached_tokens: cachedTokens },
		}),
		...(reasoningTokens !== undefined && {
			completion_tokens_details: { reasoning_tokens: reasoningTokens },
		}),
	};
}

function responsesUsage(usage: ScriptedUsage) {
	const { inputTokens, cachedTokens, outputTokens, reasoningTokens } = usage;
	return {
		input_tokens: inputTokens,
		output_tokens: outputTokens,
		total_tokens: inputTokens + outputTokens,
		...(cachedTokens !== undefined && {
			input_tokens_details: { cached_tokens: cachedTokens },
		}),
		...(reasoningTokens !== undefined && {
			output_tokens_details: { reasoning_tokens: reasoningTokens },
		}),
	};
}

function event(body: object): string {
	return `data: ${JSON.stringify(body)}\n\n`;
}

/** Cuts between code points, so also inside a composed emoji. */
function chunks(text: string, size: number): readonly string[] {
	const characters = Array.from(text);
	return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
		characters.slice(index * size, (index + 1) * size).join(''),
	);
}

function callId(index: number): string {
	return `call-${index}`;
}

function halves(text: string): readonly [string, string] {
	const middle = Math.floor(text.length / 2);
	return [text.slice(0, middle), text.slice(middle)];
}
