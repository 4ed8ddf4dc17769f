/**
 * Where rows name a schema or a document type, by which editors and tools load it unasked: JSON,
 * YAML and TOML files with the comments that their servers read, and XML.
 */
const named =
	/(?:"\$schema"\s*:\s*"|\$schema\s*[=:]\s*|#:schema\s+|schemaLocation\s*=\s*"(?:[^"]*\s)?|<!DOCTYPE[^>]*?\s"|<\?xml-model[^>]*?href=")(https?:\/\/[^"'\s>]+)/gi;

/** Addresses that new rows have loaded by whoever reads the file, in their order; old ones are none. */
export function newRemoteSchemas(
	removed: readonly string[],
	added: readonly string[],
): readonly string[] {
	const before = new Set(removed.flatMap(addressesIn));
	return [...new Set(added.flatMap(addressesIn))].filter(address => !before.has(address));
}

function addressesIn(row: string): readonly string[] {
	return [...row.matchAll(named)].map(([, address = '']) => address);
}
