import { textOf, type Answer, type Ending } from './answer.ts';
import { readError } from './failure.ts';
import type { ToolCall } from './gateway.ts';
import { asArray, asCount, asObject, asName, asText, type JsonObject } from './json.ts';
import type { Interpreter } from './sse.ts';

/** Reads the events of `POST /chat/completions`, or its whole answer as one object. */
export class ChatCompletionsInterpreter implements Interpreter {
	readonly #answer: Answer;
	/** The call that a fragment without index belongs to. */
	#lastCall = 0;
	/** The model's name as the event before this one spelled it: cleaning it each time is what costs. */
	#spelled: unknown;

	constructor(answer: Answer) {
		this.#answer = answer;
	}

	/** A gateway may go on after its own error, but what it sends is no part of the answer. */
	get over(): boolean {
		return this.#answer.error !== undefined;
	}

	event(name: string | undefined, json: unknown): void {
		const chunk = asObject(json);
		if (!chunk) {
			return;
		}
		const wrapped = name === 'error' ? { error: chunk['error'] ?? chunk } : chunk;
		const error = wrapped['error'] === undefined ? undefined : readError(wrapped);
		if (error) {
			if (this.#answer.ending) {
				this.#answer.warning ??= error;
			} else {
				this.#answer.error = error;
			}
			return;
		}
		this.#read(chunk);
	}

	whole(json: JsonObject): void {
		if (Array.isArray(json['choices'])) {
			this.#read(json);
		}
	}

	#read(chunk: JsonObject): void {
		const model = chunk['model'];
		if (model !== this.#spelled) {
			this.#spelled = model;
			this.#answer.model = asName(model) ?? this.#answer.model;
		}
		this.#answer.responseId = asText(chunk['id']) ?? this.#answer.responseId;
		for (const item of asArray(chunk['choices'])) {
			const choice = asObject(item);
			// Another index is another answer, which nobody asked for.
			if (choice && (asCount(choice['index']) ?? 0) === 0) {
				this.#readChoice(choice);
			}
		}
		this.#answer.setUsage(chunk['usage']);
	}

	#readChoice(choice: JsonObject): void {
		const delta = asObject(choice['delta']) ?? asObject(choice['message']);
		if (delta) {
			const reasoning = asText(delta['reasoning_content']) ?? asText(delta['reasoning']);
			this.#answer.addReasoning(reasoning ?? '');
			this.#answer.addText(textOf(delta['content']));
			if (delta['tool_calls'] !== undefined || delta['function_call'] !== undefined) {
				this.#readToolCalls(delta);
			}
		}
		const finish = asText(choice['finish_reason']);
		if (finish !== undefined) {
			this.#finish(finish);
		}
	}

	#readToolCalls(delta: JsonObject): void {
		for (const item of asArray(delta['tool_calls'])) {
			const call = asObject(item);
			const id = asText(call?.['id']) ?? '';
			const called = calledFunction(call?.['function']);
			const isNew = id !== '' || called.name !== '';
			const index = asCount(call?.['index']) ?? this.#lastCall + (isNew ? 1 : 0);
			this.#lastCall = index;
			this.#answer.addToolCall(String(index), { id, ...called });
		}
		const legacy = calledFunction(delta['function_call']);
		if (legacy.name !== '' || legacy.arguments !== '') {
			this.#answer.addToolCall('function_call', { id: 'function_call', ...legacy });
		}
	}

	#finish(reason: string): void {
		if (reason === 'error') {
			// OpenRouter's word; the error object was read before, if there was one.
			this.#answer.error ??= { message: 'The provider reported an error.' };
			return;
		}
		this.#answer.finishReason ??= reason;
		this.#answer.ending ??= endingOf(reason);
	}
}

function calledFunction(value: unknown): Omit<ToolCall, 'id'> {
	const called = asObject(value);
	return {
		name: asText(called?.['name']) ?? '',
		arguments: asText(called?.['arguments']) ?? '',
	};
}

/** An unknown reason is still an end with a meaning: vendors spell `stop` in many ways. */
function endingOf(reason: string): Ending {
	if (/^(length|max_.*tokens?)$/.test(reason)) {
		return 'truncated';
	}
	return /content_filter|sensitive/.test(reason) ? 'filtered' : 'complete';
}
