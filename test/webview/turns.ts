import type { SettledView, ToWebview, TurnView } from '../../src/core/chat/protocol.ts';

/** A settled answer as most are. */
export const complete: SettledView = {
	outcome: 'complete',
	alert: null,
	usage: { inputTokens: 1204, outputTokens: 512 },
	model: 'doubao-seed-2-0-code',
	modelDiffers: false,
	duration: 3400,
	reasoningDuration: null,
};

/** A turn with the given fields; by default it is arriving and empty. */
export function turnView(fields: Partial<TurnView> = {}): TurnView {
	return {
		id: 't1',
		question: 'What does this do?',
		editable: true,
		version: null,
		context: [],
		cut: [],
		answer: '',
		reasoning: '',
		settled: null,
		...fields,
	};
}

export function turn(fields: Partial<TurnView> = {}): ToWebview {
	return { type: 'turn', turn: turnView(fields) };
}

export function append(text: string, turnId = 't1'): ToWebview {
	return { type: 'append', turnId, text, reasoning: '' };
}

export function settle(fields: Partial<SettledView> = {}, turnId = 't1'): ToWebview {
	return { type: 'settle', turnId, settled: { ...complete, ...fields } };
}
