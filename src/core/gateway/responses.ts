import { textOf, type Answer } from './answer.ts';
import { readError } from './failure.ts';
import type { ToolCall } from './gateway.ts';
import { asArray, asCount, asObject, asName, asText, type JsonObject } from './json.ts';
import type { Interpreter } from './sse.ts';

/** Characters of the id of a stored answer, which becomes a part of an address; real ones have 64. */
const longestId = 500;

const someCall: ToolCall = { id: '', name: '', arguments: '' };

/** Reads the events of `POST /responses`, or its whole answer as one object. */
export class ResponsesInterpreter implements Interpreter {
	readonly #answer: Answer;
	#lastSequence: number | undefined;
	#gap = false;
	/** The key of each tool call by the id of its item. */
	readonly #calls = new Map<string, string>();
	/** The parts that the server called done, which repair lost deltas. */
	#done = '';

	constructor(answer: Answer) {
		this.#answer = answer;
	}

	/** After an error of the gateway, and after the final object, which holds everything, usage included. */
	get over(): boolean {
		return this.#answer.error !== undefined || this.#answer.ending !== undefined;
	}

	event(name: string | undefined, json: unknown): void {
		const event = asObject(json);
		if (!event) {
			return;
		}
		this.#watchSequence(event);
		const type = asText(event['type']) ?? name ?? '';
		const error = type === 'error' ? readError({ error: event['error'] ?? event }) : undefined;
		if (error ?? (type === '' ? readError(event) : undefined)) {
			this.#fail(error ?? readError(event));
			return;
		}
		this.#read(type, event);
	}

	whole(json: JsonObject): void {
		if (Array.isArray(json['output']) || json['object'] === 'response') {
			this.#settle(json);
		}
	}

	#watchSequence(event: JsonObject): void {
		const sequence = asCount(event['sequence_number']);
		if (sequence !== undefined) {
			this.#gap ||= this.#lastSequence !== undefined && sequence > this.#lastSequence + 1;
			this.#lastSequence = sequence;
		}
	}

	#read(type: string, event: JsonObject): void {
		const delta = asText(event['delta']) ?? '';
		switch (type) {
			case 'response.output_text.delta':
			case 'response.refusal.delta':
				this.#answer.addText(delta);
				break;
			case 'response.output_text.done':
				this.#addDone(asText(event['text']) ?? '');
				break;
			case 'response.reasoning_summary_text.delta':
			case 'response.reasoning_text.delta':
			case 'response.reasoning_raw_text.delta':
				this.#answer.addReasoning(delta);
				break;
			case 'response.reasoning_summary_part.added':
				this.#answer.addReasoning(this.#answer.reasoning === '' ? '' : '\n\n');
				break;
			case 'response.function_call_arguments.delta':
				this.#answer.addToolCall(this.#callKey(event['item_id']), {
					...someCall,
					arguments: delta,
				});
				break;
			case 'response.output_item.added':
			case 'response.output_item.done':
				this.#readItem(event['item']);
				break;
			case 'response.created':
			case 'response.in_progress':
				this.#readHead(asObject(event['response']) ?? {});
				break;
			case 'response.completed':
			case 'response.incomplete':
			case 'response.failed':
			case 'response.cancelled':
				this.#settle({ status: type.slice('response.'.length), ...asObject(event['response']) });
				break;
			default:
			// Ark has families of its own (doubao_app_call, image_process_call, …); none carries text.
		}
	}

	#addDone(text: string): void {
		this.#done += text;
		this.#answer.countBesides(text);
	}

	#fail(error: ReturnType<typeof readError>): void {
		if (this.#answer.ending) {
			this.#answer.warning ??= error;
		} else {
			this.#answer.error = error ?? { message: '' };
		}
	}

	#readHead(response: JsonObject): void {
		this.#answer.model = asName(response['model']) ?? this.#answer.model;
		this.#answer.responseId = asText(response['id']) ?? this.#answer.responseId;
	}

	#readItem(value: unknown): void {
		const item = asObject(value);
		const name = asText(item?.['name']);
		if (item && name !== undefined && String(item['type']).endsWith('_call')) {
			const itemId = asText(item['id']);
			const id = asText(item['call_id']) ?? itemId ?? name;
			if (itemId !== undefined) {
				this.#calls.set(itemId, id);
				this.#answer.countBesides(itemId);
			}
			const args = asText(item['arguments']) ?? '';
			this.#answer.settleToolCall(id, { id, name, arguments: args });
		}
	}

	/** Fragments name the item that they belong to; a gateway that names none writes one at a time. */
	#callKey(itemId: unknown): string {
		const id = asText(itemId);
		return (id === undefined ? [...this.#calls.values()].at(-1) : this.#calls.get(id)) ?? id ?? '';
	}

	/** Takes the final object, whose text wins over the deltas. */
	#settle(response: JsonObject): void {
		if (this.#answer.ending) {
			return;
		}
		this.#readHead(response);
		const error = readError(response);
		const status = asText(response['status']);
		if (status === 'failed' || error) {
			this.#fail(error);
			return;
		}
		const final = this.#readOutput(response['output']);
		if (final !== '') {
			this.#answer.settleText(final);
		} else if (this.#gap) {
			// Something was lost, and nothing tells what.
			this.#answer.damaged = true;
		}
		this.#answer.setUsage(response['usage']);
		if (status === 'cancelled' || status === 'in_progress' || status === 'queued') {
			return;
		}
		this.#finish(status, response);
	}

	#readOutput(output: unknown): string {
		let text = '';
		let reasoning = '';
		for (const value of asArray(output)) {
			const item = asObject(value);
			if (item?.['type'] === 'reasoning') {
				reasoning += textOf(item['summary']) || textOf(item['content']);
			} else if (item?.['type'] === 'message' || item?.['role'] === 'assistant') {
				text += textOf(item['content']);
			}
			this.#readItem(value);
		}
		if (this.#answer.reasoning === '') {
			this.#answer.addReasoning(reasoning);
		}
		return text === '' ? this.#done : text;
	}

	#finish(status: string | undefined, response: JsonObject): void {
		const reason = asText(asObject(response['incomplete_details'])?.['reason']);
		const incomplete = status === 'incomplete';
		this.#answer.finishReason = incomplete ? (reason ?? 'incomplete') : 'completed';
		if (incomplete) {
			this.#answer.ending = reason?.includes('content_filter') ? 'filtered' : 'truncated';
		} else {
			this.#answer.ending = 'complete';
		}
		const id = asText(response['id']);
		const expiresAt = asCount(response['expire_at']);
		if (id !== undefined && id.length <= longestId && response['store'] !== false) {
			this.#answer.stored = { id, ...(expiresAt !== undefined && { expiresAt }) };
		}
	}
}
