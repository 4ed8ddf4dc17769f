/** Keys and passwords in text that is about to leave, by their shapes. */

/** A piece of text that looks like a secret. */
export interface Secret {
	/** What it looks like, a proper name: `GitHub token`. */
	readonly name: SecretName;
	/** UTF-16 offsets. */
	readonly start: number;
	readonly end: number;
	readonly value: string;
}

/**
 * What a secret looks like; where only a part of the match is secret, the group `v` is. Sources: the
 * providers' own pages, and the rule sets of gitleaks and of GitHub's secret scanning.
 */
const shapes = [
	[
		'private key',
		/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|$(?![\s\S]))/g,
	],
	['AWS access key', /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g],
	[
		'AWS secret key',
		/aws_?secret_?(?:access_?)?key['"]?\s*[:=]\s*['"]?(?<v>[\w/+]{40})(?![\w/+])/gi,
	],
	['Volcengine access key', /\bAKLT[\w-]{20,80}={0,2}/g],
	[
		'Volcengine secret key',
		/(?:volc\w*|ark)[-_]?(?:secret[-_]?(?:access[-_]?)?key|sk|api[-_]?key)['"]?\s*[:=]\s*['"]?(?<v>[\w/+-]{32,80}={0,2})/gi,
	],
	['Aliyun access key', /\bLTAI[a-z0-9]{12,26}\b/gi],
	['Tencent Cloud secret id', /\bAKID[a-z0-9]{28,44}\b/gi],
	['GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36,255}\b|\bgithub_pat_\w{50,255}\b/g],
	['GitLab token', /\bgl(?:pat|dt|rt|ptt|agent)-[\w-]{20,64}/g],
	[
		'OpenAI or compatible key',
		/\bsk-(?:proj-|svcacct-|admin-|ant-[a-z0-9]+-|or-v1-)?[A-Za-z0-9_-]{20,200}/g,
	],
	['Stripe key', /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,100}\b/g],
	['Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g],
	['Google API key', /\bAIza[\w-]{35}(?![\w-])/g],
	['npm token', /\bnpm_[A-Za-z0-9]{36}\b/g],
	['PyPI token', /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g],
	['Hugging Face token', /\bhf_[A-Za-z]{34}\b/g],
	['JSON Web Token', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/g],
	[
		'password in an address',
		/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"<>]{1,64}:(?<v>[^\s:@/'"<>${}]{6,128})@/gi,
	],
	[
		'secret in an assignment',
		/(?:secret|token|passw(?:or)?d|api[-_]?key|access[-_]?key|private[-_]?key)['"]?\s*[:=]>?\s*(?<q>['"])(?<v>[^\s'"]{16,200})\k<q>/gi,
	],
] as const satisfies readonly (readonly [name: string, shape: RegExp])[];

export type SecretName = (typeof shapes)[number][0];

/** The secrets of a text from its beginning to its end; where two overlap, the first shape counts. */
export function findSecrets(text: string): readonly Secret[] {
	const found: Secret[] = [];
	for (const [name, shape] of shapes) {
		for (const match of text.matchAll(shape)) {
			const value = match.groups?.['v'] ?? match[0];
			const start = match.index + match[0].lastIndexOf(value);
			const end = start + value.length;
			const free = found.every(other => other.end <= start || end <= other.start);
			if (free && isLikely(name, value)) {
				found.push({ name, start, end, value });
			}
		}
	}
	return found.toSorted((a, b) => a.start - b.start);
}

/** Placeholders, names and addresses are no secrets; what is random looks random. */
function isLikely(name: SecretName, value: string): boolean {
	if (
		/^(.)\1*$|^[x*.•-]+$|example|placeholder|your[-_]|changeme|dummy|xxxx|\*\*\*\*/i.test(value)
	) {
		return false;
	}
	return name !== 'secret in an assignment' || (/\d/.test(value) && bitsOf(value) >= 3.2);
}

/** Shannon entropy, bits a character. */
function bitsOf(text: string): number {
	const counts = new Map<string, number>();
	for (const character of text) {
		counts.set(character, (counts.get(character) ?? 0) + 1);
	}
	const { length } = text;
	return [...counts.values()].reduce((sum, count) => {
		const share = count / length;
		return sum - share * Math.log2(share);
	}, 0);
}

/** Masks secrets over several texts: one value has one mask, so that it still reads as one thing. */
export class SecretMask {
	readonly #masks = new Map<string, string>();

	/** The text with a mask in the place of each secret but those that are let through. */
	apply(text: string, through: ReadonlySet<string> = new Set()): string {
		let masked = '';
		let end = 0;
		for (const secret of findSecrets(text)) {
			if (!through.has(secret.value)) {
				masked += text.slice(end, secret.start) + this.#maskOf(secret);
				({ end } = secret);
			}
		}
		return masked + text.slice(end);
	}

	/** What stands for what, masks first. */
	get masks(): ReadonlyMap<string, string> {
		return new Map([...this.#masks].map(([value, mask]) => [mask, value]));
	}

	#maskOf({ name, value }: Secret): string {
		const known = this.#masks.get(value);
		if (known !== undefined) {
			return known;
		}
		const mask = `<MASKED_${name.toUpperCase().replaceAll(/\W+/g, '_')}_${this.#masks.size + 1}>`;
		this.#masks.set(value, mask);
		return mask;
	}
}

/** A secret so that its owner knows it and nobody else does: `ghp_…9f3a`. */
export function secretHint(value: string): string {
	const row = value.replaceAll(/\s+/g, ' ');
	return row.length < 16 ? '…' : `${row.slice(0, 4)}…${row.slice(-4)}`;
}
