import type { Image, Message, Tool } from './gateway.ts';
import type { JsonObject } from './json.ts';

/** A message in the words of chat completions. Results of tools are messages of their own there. */
export function chatMessages(message: Message): readonly JsonObject[] {
	const { role, content, images = [], toolCalls = [], toolResults = [] } = message;
	const { reasoning } = message;
	const results = toolResults.map(({ callId, content: result }) => ({
		role: 'tool',
		tool_call_id: callId,
		content: result,
	}));
	if (toolCalls.length > 0) {
		const calls = toolCalls.map(({ id, name, arguments: args }) => ({
			id,
			type: 'function',
			function: { name, arguments: args },
		}));
		const thought = reasoning !== undefined && { reasoning_content: reasoning };
		const said = content === '' ? null : content;
		return [...results, { role, content: said, ...thought, tool_calls: calls }];
	}
	if (images.length > 0) {
		const shown = images.map(image => ({ type: 'image_url', image_url: { url: address(image) } }));
		return [...results, { role, content: [...words('text', content), ...shown] }];
	}
	return results.length > 0 && content === '' ? results : [...results, { role, content }];
}

/**
 * A message in the words of the Responses API, where calls and results are items beside messages.
 *
 * @param last The assistant's last message is one to go on with.
 */
export function inputItems(message: Message, last: boolean): readonly JsonObject[] {
	const { role, content, images = [], toolCalls = [], toolResults = [] } = message;
	const results = toolResults.map(({ callId, content: output }) => ({
		type: 'function_call_output',
		call_id: callId,
		output,
	}));
	const calls = toolCalls.map(({ id, name, arguments: args }) => ({
		type: 'function_call',
		call_id: id,
		name,
		arguments: args,
	}));
	const shown = images.map(image => ({ type: 'input_image', image_url: address(image) }));
	const own = shown.length > 0 ? [...words('input_text', content), ...shown] : content;
	const silent = own === '' && results.length + calls.length > 0;
	const partial = last && role === 'assistant' && calls.length === 0;
	return [
		...results,
		...(silent ? [] : [{ role, content: own, ...(partial && { partial: true }) }]),
		...calls,
	];
}

function words(type: string, text: string): readonly JsonObject[] {
	return text === '' ? [] : [{ type, text }];
}

function address({ mimeType, base64 }: Image): string {
	return `data:${mimeType};base64,${base64}`;
}

/** The fields that offer tools to the model, in the words of chat completions. */
export function chatTools(tools: readonly Tool[], required = false): JsonObject {
	return {
		tools: tools.map(tool => ({ type: 'function', function: described(tool) })),
		...(required && { tool_choice: 'required' }),
	};
}

/** The same in the words of the Responses API. */
export function responsesTools(tools: readonly Tool[], required = false): JsonObject {
	return {
		tools: tools.map(tool => ({ type: 'function', ...described(tool) })),
		...(required && { tool_choice: 'required' }),
	};
}

function described({ name, description, parameters }: Tool): JsonObject {
	return { name, description, parameters: parameters ?? { type: 'object', properties: {} } };
}
