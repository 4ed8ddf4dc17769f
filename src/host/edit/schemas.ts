import * as vscode from 'vscode';
import type { Hunk } from '../../core/edit/contract.ts';
import { mayNameSchema, newRemoteSchemas } from '../../core/edit/remote.ts';
import type { EditSession } from '../../core/edit/session.ts';
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
const loading =
	/^(?:json.*|geojson|snippets|(?:.*-)?ya?ml.*|docker-?compose|github-actions-workflow|azure-pipelines|ansible|helm|.*toml|xml|xsl|xsd|dtd|rng|svg|xhtml|plist)$/;

/** Hosts of schemas that most projects name already. */
const known: ReadonlySet<string> = new Set([
	'json-schema.org',
	'json.schemastore.org',
	'www.schemastore.org',
	'www.w3.org',
]);

/** Addresses that a document has loaded because of a hunk. */
export function schemasLoaded(
	document: vscode.TextDocument,
	{ added, end, removed, start }: Pick<Hunk, 'start' | 'end' | 'removed' | 'added'>,
): readonly string[] {
	if (!loading.test(document.languageId) || !mayNameSchema(added)) {
		return [];
	}
	const before = [...rowsIn(document, 0, start), ...removed, ...rowsIn(document, end)];
	return newRemoteSchemas(before.join('\n'), document.getText());
}

/** The edit that rows are judged for, as it is then. */
export interface Judged {
	readonly session: Pick<EditSession, 'region' | 'pending'>;
	readonly consent: Consent;
	/** Another one with every answer. */
	readonly abort: AbortController;
}

/**
 * Tells how many of new rows may be written, which must be known beforehand: language servers load a
 * schema when they see its address, not when somebody accepts the change. Whether rows name one may
 * depend on those before, and on those that follow them in the document.
 */
export function schemaGate(document: vscode.TextDocument, judged: () => Judged) {
	let answer: AbortController | undefined;
	let earlier: string[] = [];
	const allowed = new Set<string>();
	const fresh = (rows: readonly string[]) =>
		textsWith(document, judged().session, [...earlier, ...rows])
			.flatMap(text => newRemoteSchemas(document.getText(), text))
			.filter(address => !isKnown(address) && !allowed.has(address));
	return async (rows: readonly string[]): Promise<number> => {
		const { abort, consent } = judged();
		if (!loading.test(document.languageId)) {
			return rows.length;
		}
		if (answer !== abort) {
			answer = abort;
			earlier = [];
		}
		const found = mayNameSchema(rows) ? [...new Set(fresh(rows))] : [];
		const isAllowed = found.length === 0 || (await mayLoad(plain(found.join(', ')), consent));
		if (isAllowed) {
			earlier.push(...rows);
			for (const address of found) {
				allowed.add(address);
			}
			return rows.length;
		}
		const first = rows.findIndex((_, at) => fresh(rows.slice(0, at + 1)).length > 0);
		return Math.max(first, 0);
	};
}

/** The document with rows of an answer, before what follows now and before what will in the end. */
function textsWith(
	document: vscode.TextDocument,
	{ pending, region }: Judged['session'],
	rows: readonly string[],
): readonly string[] {
	const before = [...rowsIn(document, 0, region.start), ...rows];
	const tails = new Set([pending?.start ?? region.end, region.end]);
	return [...tails].map(tail => [...before, ...rowsIn(document, tail)].join('\n'));
}

function rowsIn(document: vscode.TextDocument, start: number, end = document.lineCount): string[] {
	const from = Math.min(start, document.lineCount);
	return Array.from(
		{ length: Math.max(end - from, 0) },
		(_, at) => document.lineAt(from + at).text,
	);
}

/** Only where nobody can read another host out of the address. */
function isKnown(address: string): boolean {
	return known.has(hostOf(address)) && /^https?:\/\/[\w.-]+(?:\/[^\\@]*)?$/i.test(address);
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
