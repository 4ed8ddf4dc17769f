import * as vscode from 'vscode';
import { newRemoteSchemas } from '../../core/edit/remote.ts';
import type { BeyondCap } from '../../core/gateway/gateway.ts';
import type { Permission } from '../context/secretCheck.ts';
import { plain } from '../plain.ts';
import { showWarning } from '../say.ts';

/** Whether the user may be asked what is written, or has answered already. */
export type Consent = 'ask' | 'yes' | 'no';

export function consentOf({ mayAsk, confirmed }: Permission): Consent {
	return confirmed === true ? 'yes' : mayAsk ? 'ask' : 'no';
}

/** What such a consent means for a question that would pass the session cap. */
export function beyondCapOf(consent: Consent): BeyondCap {
	return ({ ask: 'ask', yes: 'send', no: 'refuse' } as const)[consent];
}

/** Languages whose servers load what a file names as its schema. */
const loading = /^(?:jsonc?|jsonl|yaml|dockercompose|github-actions-workflow|toml|xml|xsl)$/;

/** Hosts of schemas that most projects name already. */
const known: ReadonlySet<string> = new Set([
	'json-schema.org',
	'json.schemastore.org',
	'www.schemastore.org',
]);

/** Addresses that new rows have loaded as soon as they are in the document. */
export function schemasLoaded(
	{ languageId }: vscode.TextDocument,
	removed: readonly string[],
	added: readonly string[],
): readonly string[] {
	return loading.test(languageId) ? newRemoteSchemas(removed, added) : [];
}

/**
 * How many of new rows may be written, which must be known beforehand: language servers load a schema
 * when they see its address, not when somebody accepts the change.
 */
export async function writableRows(
	document: vscode.TextDocument,
	rows: readonly string[],
	consent: Consent,
): Promise<number> {
	const isFresh = (address: string) =>
		!known.has(hostOf(address)) && !document.getText().includes(address);
	const fresh = schemasLoaded(document, [], rows).filter(isFresh);
	if (fresh.length === 0 || (await mayLoad(plain(fresh.join(', ')), consent))) {
		return rows.length;
	}
	return rows.findIndex(row => schemasLoaded(document, [], [row]).some(isFresh));
}

async function mayLoad(addresses: string, consent: Consent): Promise<boolean> {
	if (consent === 'yes') {
		return true;
	}
	if (consent === 'no') {
		void showWarning(
			vscode.l10n.t(
				'The new code names a schema that is loaded at once: {0}. The edit was stopped before it.',
				addresses,
			),
		);
		return false;
	}
	const write = vscode.l10n.t('Write It');
	const chosen = await showWarning(
		vscode.l10n.t('The new code names a schema that is loaded at once.'),
		{
			modal: true,
			detail: vscode.l10n.t(
				'{0}: the address is asked for as soon as this line is in the file. Without it the edit stops here.',
				addresses,
			),
		},
		write,
	);
	return chosen === write;
}

/** The host of an address; the whole of it where a model wrote none that can be read. */
export function hostOf(address: string): string {
	return URL.canParse(address) ? new URL(address).host : address;
}
