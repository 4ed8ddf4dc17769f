import * as vscode from 'vscode';

/** What lies in files of its own beside the extension's, since it is seldom needed. */
export interface ApartModules {
	readonly markdown: typeof import('../core/chat/markdown.ts');
	readonly yaml: typeof import('js-yaml');
}

const files: Readonly<Record<keyof ApartModules, string>> = {
	// The panel needs it, too.
	markdown: 'webview/markdown.js',
	yaml: 'yaml.mjs',
};

/** Loads those modules when they are first asked for, in Node and in a web worker alike. */
export class Apart {
	readonly #folder: vscode.Uri;
	readonly #loaded = new Map<string, Promise<unknown>>();

	constructor(extensionUri: vscode.Uri) {
		this.#folder = vscode.Uri.joinPath(extensionUri, 'dist');
	}

	/** @throws When the file is missing or cannot be read: the installation is damaged. */
	async load<Name extends keyof ApartModules>(name: Name): Promise<ApartModules[Name]> {
		const uri = vscode.Uri.joinPath(this.#folder, files[name]);
		const loading = this.#loaded.get(name) ?? importFile(uri);
		this.#loaded.set(name, loading);
		// In a browser the file comes over a network: the next one who asks may have more luck.
		loading.catch(() => this.#loaded.delete(name));
		// oxlint-disable-next-line no-unsafe-type-assertion -- esbuild.mjs builds these files from them
		return (await loading) as ApartModules[Name];
	}
}

/** Imports a module of this extension. */
export async function importFile(uri: vscode.Uri): Promise<unknown> {
	if (!('importScripts' in globalThis)) {
		return import(uri.toString());
	}
	// A worker may not import from where the extension lies, but may read there.
	const bytes = await vscode.workspace.fs.readFile(uri);
	const blob = new Blob([Uint8Array.from(bytes)], { type: 'text/javascript' });
	const address = URL.createObjectURL(blob);
	try {
		return await import(address);
	} finally {
		URL.revokeObjectURL(address);
	}
}
