import * as vscode from 'vscode';
import type { Image, Message, Tool, ToolCall } from '../core/gateway/gateway.ts';

/** VS Code's roles by their number. It sends the system's and does not declare it yet. */
const roles: ReadonlyMap<number, Message['role']> = new Map([
	[1, 'user'],
	[2, 'assistant'],
	[3, 'system'],
]);

/** What VS Code's chat, its agents and other extensions say, in our words. */
export function messagesOf(
	messages: readonly vscode.LanguageModelChatRequestMessage[],
): readonly Message[] {
	return messages.map(({ role: number, content }) => {
		const role = roles.get(number) ?? 'user';
		const parts = sorted(content);
		if (role === 'assistant') {
			const { text, toolCalls, thinking } = parts;
			return {
				role,
				content: text,
				...(toolCalls.length > 0 && { toolCalls }),
				...(thinking !== '' && { reasoning: thinking }),
			};
		}
		const { text, images, toolResults } = parts;
		return {
			role,
			content: text,
			...(images.length > 0 && { images }),
			...(toolResults.length > 0 && { toolResults }),
		};
	});
}

/** Text and calls, for counting tokens. */
export function textOfMessage(message: vscode.LanguageModelChatRequestMessage): string {
	const { text, toolCalls, toolResults } = sorted(message.content);
	const results = toolResults.map(({ content }) => content);
	return [text, ...toolCalls.map(call => call.name + call.arguments), ...results].join('\n');
}

export function toolsOf(
	tools: readonly vscode.LanguageModelChatTool[] | undefined,
): readonly Tool[] {
	return (tools ?? []).map(({ name, description, inputSchema }) => ({
		name,
		description,
		...(inputSchema && { parameters: inputSchema }),
	}));
}

interface Parts {
	text: string;
	thinking: string;
	readonly images: Image[];
	readonly toolCalls: ToolCall[];
	readonly toolResults: { readonly callId: string; readonly content: string }[];
}

/** A part of a kind that is not known here has nothing that could be sent. */
function sorted(content: readonly unknown[]): Parts {
	const parts: Parts = { text: '', thinking: '', images: [], toolCalls: [], toolResults: [] };
	for (const part of content) {
		if (part instanceof vscode.LanguageModelToolCallPart) {
			const { callId: id, name, input } = part;
			parts.toolCalls.push({ id, name, arguments: JSON.stringify(input) });
		} else if (part instanceof vscode.LanguageModelToolResultPart) {
			const inner = sorted(part.content);
			parts.toolResults.push({ callId: part.callId, content: inner.text });
			// Neither protocol has a picture in a result: it stands beside it.
			parts.images.push(...inner.images);
		} else if (isThinking(part)) {
			parts.thinking += [part.value].flat().join('');
		} else {
			addWords(parts, part);
		}
	}
	return parts;
}

function addWords(parts: Parts, part: unknown): void {
	if (part instanceof vscode.LanguageModelTextPart) {
		parts.text += part.value;
	} else if (part instanceof vscode.LanguageModelPromptTsxPart) {
		parts.text += JSON.stringify(part.value);
	} else if (part instanceof vscode.LanguageModelDataPart) {
		const { mimeType, data } = part;
		if (mimeType.startsWith('image/')) {
			parts.images.push({ mimeType, base64: base64(data) });
		} else if (/^text\/|[/+]json$/.test(mimeType)) {
			parts.text += new TextDecoder().decode(data);
		}
	}
}

/** A thinking part, where the running VS Code has a class for it. */
interface ThinkingPart {
	readonly value: string | readonly string[];
}

function isThinking(part: unknown): part is ThinkingPart {
	const thinking = thinkingClass();
	return thinking !== undefined && part instanceof thinking;
}

/** A part that shows thinking, or `undefined` where the running VS Code takes none. */
export function thinkingPart(text: string): object | undefined {
	const thinking = thinkingClass();
	return thinking && new thinking(text);
}

function thinkingClass(): (new (value: string) => object) | undefined {
	const found: unknown = Reflect.get(vscode, 'LanguageModelThinkingPart');
	// oxlint-disable-next-line no-unsafe-type-assertion -- VS Code's own class, not declared yet
	return typeof found === 'function' ? (found as new (value: string) => object) : undefined;
}

function base64(bytes: Uint8Array): string {
	let binary = '';
	for (let start = 0; start < bytes.length; start += 0x8000) {
		binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
	}
	return btoa(binary);
}
