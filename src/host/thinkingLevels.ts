import * as vscode from 'vscode';
import type { Reasoning } from '../core/gateway/gateway.ts';

/** How much a model may think, in the words of the editor's language. */
export function thinkingLevels(): readonly { readonly id: Reasoning; readonly label: string }[] {
	const t = vscode.l10n.t;
	return [
		{ id: 'off', label: t('Off') },
		{ id: 'default', label: t('As the model likes') },
		{ id: 'low', label: t('Low') },
		{ id: 'medium', label: t('Medium') },
		{ id: 'high', label: t('High') },
	];
}
