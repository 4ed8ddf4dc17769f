import type { Event } from '../../core/event.ts';
import type { ToWebview } from '../../core/chat/protocol.ts';
import type { Reasoning } from '../../core/gateway/gateway.ts';

/** Which gateway and model the panel talks to now. */
export interface ChatConnection {
	readonly gatewayName: string;
	readonly model: string;
	/** The model, or the demo's name. */
	readonly answerer: string;
	/** True also where the gateway needs none. */
	hasKey(): Promise<boolean>;
	/** Fires when any of the above may have changed. */
	readonly onDidChange: Event<void>;
}

/** The part of the settings that the panel follows. */
export interface ChatPreferences {
	readonly sendKey: 'enter' | 'ctrlEnter';
	readonly showUsage: boolean;
	/** Writes the titles of chats; empty for none. */
	readonly fastModel: string;
	/** Which of the two views is in use. */
	readonly chatView: 'doubao.chat' | 'doubao.chatInActivityBar';
	reasoning(task: 'chat'): Reasoning;
	/** Has the model think before it answers in the chat, or not. Never rejects. */
	chooseThinking(on: boolean): Promise<void>;
	readonly onDidChange: Event<unknown>;
}

/** What the first-run form acts on. */
export interface FirstRun {
	/** The gateways to choose from, and the one that the settings name. */
	gateways(): {
		readonly choices: readonly { readonly id: string; readonly name: string }[];
		readonly selected: string;
	};
	/** Chooses the gateway, stores the key for its origin and tests both. Never rejects. */
	saveKey(
		gatewayId: string,
		key: string,
	): Promise<{ readonly ok: boolean; readonly message?: string }>;
	/** Chooses the demo gateway. */
	tryDemo(): Promise<void>;
}

export function connectionMessage({ gatewayName, answerer }: ChatConnection): ToWebview {
	// The demo's name once is enough.
	const shown = gatewayName === answerer ? '' : gatewayName;
	return { type: 'connection', gatewayName: shown, model: answerer };
}

export function settingsMessage(preferences: ChatPreferences): ToWebview {
	const { sendKey, showUsage } = preferences;
	const thinking = preferences.reasoning('chat') !== 'off';
	return { type: 'settings', settings: { sendKey, showUsage, thinking } };
}
