import * as vscode from 'vscode';
import type { Session } from '../../core/chat/session.ts';
import type { Question, Turn } from '../../core/chat/turn.ts';
import type { GatewayClient } from '../../core/gateway/client.ts';
import type { Reasoning } from '../../core/gateway/gateway.ts';
import type { SentDocuments } from '../context/sentDocuments.ts';
import type { TurnPrompts } from './chatPrompt.ts';
import { showWarning } from '../say.ts';

export interface RequestDocumentOptions {
	readonly preview: GatewayClient['preview'];
	readonly messages: TurnPrompts['messages'];
	readonly model: () => string;
	readonly reasoning: () => Reasoning;
}

/** Opens the request that asking a question in a session would make: all of it but the key. */
export async function showRequest(
	{ preview, messages, model, reasoning }: RequestDocumentOptions,
	session: Session,
	question: Question,
	documents: SentDocuments,
): Promise<void> {
	const asked: Turn = {
		id: '',
		seq: 0,
		parent: null,
		question,
		askedModel: model(),
		answer: '',
		reasoning: '',
	};
	const request = await preview({
		messages: messages([...session.turns, asked]),
		model: model(),
		reasoning: reasoning(),
		conversation: session.id,
	});
	if (!request) {
		void showWarning(
			vscode.l10n.t('The address of the gateway cannot be used. Check doubao.baseUrl.'),
		);
		return;
	}
	const { url, headers, body } = request;
	const shown = JSON.stringify({ request: `POST ${url}`, headers, body }, null, '\t');
	await documents.open(`${vscode.l10n.t('What will be sent')}.json`, `${shown}\n`);
}
