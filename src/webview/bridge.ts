import { parcelsOf } from '../core/chat/parcels.ts';
import type { FromWebview } from '../core/chat/protocol.ts';

/** Sends to the extension host. */
export type Post = (message: FromWebview) => void;

/** What survives when VS Code drops the page: the text in the composer, and of which session. */
export interface Kept {
	readonly sessionId: string;
	readonly draft: string;
	/** The host has not been told of it. */
	readonly unseen?: boolean;
}

export interface Bridge {
	readonly post: Post;
	readonly kept: () => Kept | undefined;
	readonly keep: (kept: Kept) => void;
}

interface VsCodeApi {
	postMessage(message: unknown): void;
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Takes VS Code's door to the extension; it can be taken once in the life of a page. */
export function openBridge(): Bridge {
	const api = acquireVsCodeApi();
	return {
		post: message => {
			for (const part of parcelsOf(message)) {
				// oxlint-disable-next-line require-post-message-target-origin -- VS Code's, not a window's
				api.postMessage(part);
			}
		},
		kept: () => {
			const state = api.getState();
			return isKept(state) ? state : undefined;
		},
		keep: kept => api.setState(kept),
	};
}

function isKept(state: unknown): state is Kept {
	return (
		typeof state === 'object' &&
		state !== null &&
		'sessionId' in state &&
		typeof state.sessionId === 'string' &&
		'draft' in state &&
		typeof state.draft === 'string'
	);
}
