import * as vscode from 'vscode';
import type { Gateway, GatewayRequest } from '../core/gateway/gateway.ts';
import { estimateCost } from '../core/gateway/price.ts';
import { withSessionCap } from '../core/gateway/sessionCap.ts';
import { messageTokens } from '../core/prompt/tokens.ts';
import type { Settings } from './settings.ts';
import { showWarning } from './say.ts';

/** Tokens that an answer is taken to have before it is known: a middling one. */
const middlingAnswer = 1_000;

/** The gateway, which asks the user before a conversation costs more than `doubao.usage.sessionCap`. */
export function capUsage(gateway: Gateway, settings: Settings): Gateway {
	return withSessionCap({
		gateway,
		cap: () => (settings.gateway().gateway === 'demo' ? 0 : settings.sessionCap),
		forecast: request => forecast(request, settings),
		confirm,
	});
}

function forecast({ messages, model }: GatewayRequest, settings: Settings): number | undefined {
	const inputTokens = messages.reduce((sum, message) => sum + messageTokens(message), 0);
	const usage = { inputTokens, outputTokens: middlingAnswer };
	return estimateCost(model ?? settings.model, usage, settings.gateway().prices);
}

async function confirm(spent: number, cap: number): Promise<boolean> {
	const send = vscode.l10n.t('Send Anyway');
	const chosen = await showWarning(
		vscode.l10n.t('This question may exceed the session cap of ¥{0}.', cap),
		{
			modal: true,
			detail: vscode.l10n.t(
				'So far it cost about ¥{0} by list price. The cap is doubao.usage.sessionCap.',
				spent.toFixed(2),
			),
		},
		send,
	);
	return chosen === send;
}
