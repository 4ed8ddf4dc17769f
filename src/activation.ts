import * as vscode from 'vscode';
import { importFile } from './host/apart.ts';

type Extension = typeof import('./extension.ts');

let loading: Promise<Extension> | undefined;

/**
 * What VS Code loads: nothing but this. The extension is read and evaluated in a task of its own, so
 * that neither VS Code nor what else starts waits for it; commands and views wait for what this
 * returns.
 */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
	loading = load(vscode.Uri.joinPath(context.extensionUri, 'dist', 'host.mjs'));
	const { activate: start } = await loading;
	start(context);
}

/** VS Code waits for this up to five seconds. */
export async function deactivate(): Promise<void> {
	const extension = await loading?.catch(() => undefined);
	await extension?.deactivate();
}

async function load(uri: vscode.Uri): Promise<Extension> {
	// Node reads and compiles a module within the call.
	await new Promise(resolve => setTimeout(resolve, 0));
	// oxlint-disable-next-line no-unsafe-type-assertion -- esbuild.mjs builds this file of extension.ts
	const file = (await importFile(uri)) as { readonly default: (api: typeof vscode) => Extension };
	return file.default(vscode);
}
