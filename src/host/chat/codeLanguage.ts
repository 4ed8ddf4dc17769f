/** What models write after a fence, where VS Code's own id is another word. */
const languageIds: ReadonlyMap<string, string> = new Map([
	['ts', 'typescript'],
	['js', 'javascript'],
	['mjs', 'javascript'],
	['tsx', 'typescriptreact'],
	['jsx', 'javascriptreact'],
	['py', 'python'],
	['rb', 'ruby'],
	['rs', 'rust'],
	['sh', 'shellscript'],
	['bash', 'shellscript'],
	['shell', 'shellscript'],
	['zsh', 'shellscript'],
	['yml', 'yaml'],
	['md', 'markdown'],
	['c++', 'cpp'],
	['c#', 'csharp'],
	['cs', 'csharp'],
	['golang', 'go'],
	['kt', 'kotlin'],
]);

/** VS Code's id of the language that a fence names. */
export function languageIdOf(label: string): string {
	const name = label.toLowerCase();
	return languageIds.get(name) ?? name;
}

/** Languages of one family: a block of one may belong into a file of another. */
const families: readonly ReadonlySet<string>[] = [
	new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'vue', 'svelte']),
	new Set(['c', 'cpp', 'objective-c', 'cuda-cpp']),
	new Set(['css', 'scss', 'less']),
	new Set(['json', 'jsonc']),
	new Set(['html', 'vue', 'svelte', 'xml', 'typescriptreact', 'javascriptreact']),
	new Set(['yaml', 'dockercompose']),
	new Set(['ini', 'properties', 'dotenv', 'toml']),
];

/** Whether a block with this label may belong into a file of this language. */
export function mayBelong(label: string, languageId: string): boolean {
	const id = languageIdOf(label);
	return (
		id === '' ||
		id === languageId ||
		id === 'diff' ||
		id === 'patch' ||
		families.some(family => family.has(id) && family.has(languageId))
	);
}
