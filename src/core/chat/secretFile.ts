import { canonicalPath } from '../edit/protected.ts';

/** Names of files that hold keys and passwords, as a canonical path ends. */
const patterns: readonly RegExp[] = [
	/\/\.env(?:\.(?!example$|sample$|template$|dist$)[^/]*)?$/u,
	/\/\.(?:ssh|aws|gnupg|kube|azure)\//u,
	/\/id_(?:rsa|dsa|ecdsa|ed25519)$/u,
	/\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)$/u,
	/\/\.(?:npmrc|netrc|pypirc|git-credentials|htpasswd|pgpass)$/u,
	/\/(?:credentials|secrets?)(?:\.(?:json|ya?ml|toml|ini|xml))?$/u,
];

/** Whether a file probably holds keys or passwords, by its path. */
export function isSecretFile(path: string): boolean {
	const canonical = canonicalPath(path);
	return patterns.some(pattern => pattern.test(canonical));
}
