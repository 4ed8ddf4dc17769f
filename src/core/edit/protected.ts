/** Files whose change can run code, loosen a guard, or reach beyond the project. */

/** Why a file is asked about twice. */
export type Protection =
	| 'outside'
	| 'git'
	| 'editor'
	| 'container'
	| 'workflow'
	| 'hook'
	| 'shell'
	| 'scripts'
	| 'agent'
	| 'secret';

export interface ProtectedPathOptions {
	/** The file with its links resolved: absolute, any separators. */
	readonly path: string;
	/** The folders of the window, with their links resolved. Without any nothing is outside. */
	readonly folders: readonly string[];
}

/** What a path below a folder (or a whole one, outside of all) must look like, in lower case. */
const rules: readonly (readonly [pattern: RegExp, protection: Protection])[] = [
	[/(?:^|\/)\.git(?:\/|$)/, 'git'],
	[/(?:^|\/)\.git(?:config|modules|attributes)$/, 'git'],
	[/(?:^|\/)\.(?:vscode|vscode-server|idea|zed|cursor)(?:\/|$)/, 'editor'],
	[/\.code-workspace$/, 'editor'],
	[/(?:^|\/)\.devcontainer(?:\/|\.json$|$)/, 'container'],
	[/(?:^|\/)\.github\/(?:workflows|actions)(?:\/|$)/, 'workflow'],
	[/(?:^|\/)(?:\.gitlab-ci\.ya?ml|\.circleci\/.*|azure-pipelines\.ya?ml|jenkinsfile)$/, 'workflow'],
	[/(?:^|\/)(?:\.husky|\.githooks)(?:\/|$)/, 'hook'],
	[/(?:^|\/)(?:lefthook\.ya?ml|\.pre-commit-config\.ya?ml)$/, 'hook'],
	[/(?:^|\/)\.(?:bash|zsh|k?sh)(?:rc|_?profile|env|_login|_logout|_aliases)$/, 'shell'],
	[/(?:^|\/)\.(?:profile|login|zlogin|zlogout|cshrc|tcshrc|envrc)$/, 'shell'],
	[/(?:^|\/)(?:config\.fish|microsoft\.powershell_profile\.ps1|profile\.ps1)$/, 'shell'],
	[/(?:^|\/)package\.json$/, 'scripts'],
	[/(?:^|\/)(?:agents|claude|gemini|copilot-instructions)\.md$/, 'agent'],
	[/(?:^|\/)(?:\.mcp\.json|mcp\.json|\.cursorrules|\.windsurfrules|\.clinerules)$/, 'agent'],
	[/(?:^|\/)\.(?:claude|codex|gemini|clinerules|roo|continue)(?:\/|$)/, 'agent'],
	[/(?:^|\/)\.(?:ssh|aws|gnupg|kube)(?:\/|$)/, 'secret'],
	[/(?:^|\/)\.(?:npmrc|netrc|pypirc|git-credentials)$/, 'secret'],
];

/**
 * Whether an edit of this file is asked about a second time, before anything is sent.
 *
 * @returns The first reason, or `undefined` for an ordinary file of the project.
 */
export function protectionOf({ path, folders }: ProtectedPathOptions): Protection | undefined {
	const file = canonicalPath(path);
	const inside = folders
		.map(folder => canonicalPath(folder).replace(/\/$/, ''))
		.filter(folder => file.startsWith(`${folder}/`))
		.toSorted((a, b) => b.length - a.length)[0];
	// The folder itself may lie below a protected one: only what is inside of it counts.
	const within = inside === undefined ? file : file.slice(inside.length + 1);
	const found = rules.find(([pattern]) => pattern.test(within))?.[1];
	return found ?? (inside === undefined && folders.length > 0 ? 'outside' : undefined);
}

/**
 * One spelling for all that a file system may take for the same file: `/`, NFC, lower case, no `.`
 * and `..`, no dots and blanks at the end of a name, no stream (`::$DATA`).
 */
export function canonicalPath(path: string): string {
	const names: string[] = [];
	for (const raw of path.normalize('NFC').replaceAll('\\', '/').split('/')) {
		const name = /^[a-z]:$/i.test(raw)
			? raw.toLowerCase()
			: raw.replace(/(?<=.):.*$/, '').toLowerCase();
		if (name === '..') {
			names.pop();
		} else if (name !== '' && name !== '.') {
			names.push(name.replace(/[. ]+$/, '') || name);
		}
	}
	return `/${names.join('/')}`;
}
