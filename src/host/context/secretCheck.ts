import * as vscode from 'vscode';
import { findSecrets, secretHint, SecretMask } from '../../core/prompt/secrets.ts';
import { plain } from '../plain.ts';
import { showWarning } from '../say.ts';

/** What may be asked of the user before something is sent. */
export interface Permission {
	/** False for automation: what would be asked about is refused. */
	readonly mayAsk: boolean;
	/** All that would be asked about is granted. */
	readonly confirmed?: boolean;
}

/** A text that is about to leave, and what to call it. */
export interface OutgoingText {
	readonly label: string;
	readonly text: string;
	/** The rows of the text are not those of what the label names. */
	readonly unplaced?: true;
}

/** How to send it, or why it is not sent. */
type Checked =
	| {
			readonly apply: (text: string) => string;
			/** What stands for what in the texts that were given to `apply`, masks first. */
			readonly masks: () => ReadonlyMap<string, string>;
	  }
	| { readonly reason: string };

const nothingMasked: Checked = { apply: text => text, masks: () => new Map() };

/** Secrets that are named one by one. */
const mostNamed = 6;

/** Asks before text leaves that looks as if it held keys or passwords. */
export class SecretCheck {
	/** What the user sent as it is: not asked about again in this window. */
	readonly #sent = new Set<string>();

	/** Forgets what was sent as it is. */
	forget(): void {
		this.#sent.clear();
	}

	/**
	 * @param texts All that leaves.
	 * @returns What to do to each text before it is sent. Never rejects.
	 */
	async check(
		texts: readonly OutgoingText[],
		{ mayAsk, confirmed = false }: Permission,
	): Promise<Checked> {
		const found = texts.flatMap(({ label, text, unplaced }) =>
			findSecrets(text)
				.filter(({ value }) => !this.#sent.has(value))
				.map(secret => {
					const row = text.slice(0, secret.start).split('\n').length;
					return { ...secret, place: unplaced ? label : `${label}:${row}` };
				}),
		);
		if (found.length === 0 || confirmed) {
			return nothingMasked;
		}
		// Few windows ever ask.
		const { secretName } = await import('./secretNames.ts');
		const rows = found
			.slice(0, mostNamed)
			.map(({ name, place, value }) =>
				vscode.l10n.t('{0}: {1} ({2})', plain(place), secretName(name), secretHint(value)),
			);
		const more = found.length > mostNamed ? [`… +${found.length - mostNamed}`] : [];
		const list = [...rows, ...more].join('\n');
		const nothingSent = vscode.l10n.t(
			'Nothing was sent: it contains what looks like a key or password.',
		);
		if (!mayAsk) {
			return { reason: `${nothingSent}\n${list}` };
		}
		const mask = vscode.l10n.t('Mask and Send');
		const asIs = vscode.l10n.t('Send as It Is');
		const chosen = await showWarning(
			vscode.l10n.t('Send what looks like keys or passwords to the gateway?'),
			{ modal: true, detail: list },
			mask,
			asIs,
		);
		if (chosen === asIs) {
			for (const { value } of found) {
				this.#sent.add(value);
			}
			return nothingMasked;
		}
		const masked = new SecretMask();
		return chosen === mask
			? { apply: text => masked.apply(text, this.#sent), masks: () => masked.masks }
			: { reason: nothingSent };
	}
}
