/** Endings of files whose language VS Code does not know by itself, and the id it commonly has. */
const endings: Readonly<Record<string, string>> = {
	astro: 'astro',
	cr: 'ruby',
	elm: 'elm',
	erl: 'erlang',
	ex: 'elixir',
	exs: 'elixir',
	f90: 'fortran',
	gd: 'gdscript',
	graphql: 'graphql',
	gql: 'graphql',
	hs: 'haskell',
	jl: 'julia',
	kt: 'kotlin',
	kts: 'kotlin',
	lisp: 'lisp',
	ml: 'ocaml',
	mli: 'ocaml',
	nim: 'nim',
	pas: 'pascal',
	proto: 'proto',
	scala: 'scala',
	sc: 'scala',
	sol: 'solidity',
	sv: 'systemverilog',
	svelte: 'svelte',
	tcl: 'tcl',
	tf: 'terraform',
	toml: 'toml',
	v: 'verilog',
	vhd: 'vhdl',
	vim: 'vim',
	vue: 'vue',
	zig: 'zig',
};

/**
 * The language of a file: what the editor says, but for one that it knows none for.
 *
 * @param path With `/`; only its ending counts.
 */
export function fileLanguage(languageId: string, path: string): string {
	if (languageId !== 'plaintext') {
		return languageId;
	}
	const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
	return Object.hasOwn(endings, ending) ? (endings[ending] ?? languageId) : languageId;
}
