import type * as vscode from 'vscode';
import { fields } from '../fields.ts';

/**
 * The path that a file really has, all links resolved; of one that does not exist, by its nearest
 * existing folder. Where there are no such links (in a browser, on a virtual file system), its own.
 */
export async function realPath({ scheme, fsPath, path }: vscode.Uri): Promise<string> {
	const realpath = scheme === 'file' ? nodeRealpath() : undefined;
	if (!realpath) {
		return scheme === 'file' ? fsPath : path;
	}
	const separator = fsPath.includes('\\') ? '\\' : '/';
	const names = fsPath.split(separator);
	for (let count = names.length; count > 0; count--) {
		const resolved = await realpath(names.slice(0, count).join(separator) || separator);
		if (resolved !== undefined) {
			return [resolved.replace(/[\\/]$/, ''), ...names.slice(count)].join(separator);
		}
	}
	return fsPath;
}

/** This room knows no Node, but the extension host of a desktop is one, and VS Code has no such call. */
function nodeRealpath(): ((path: string) => Promise<string | undefined>) | undefined {
	const host: unknown = Reflect.get(globalThis, 'process');
	const getBuiltinModule = fields(host)['getBuiltinModule'];
	const builtin: unknown =
		typeof getBuiltinModule === 'function'
			? Reflect.apply(getBuiltinModule, host, ['node:fs/promises'])
			: undefined;
	const realpath = fields(builtin)['realpath'];
	if (typeof realpath !== 'function') {
		return undefined;
	}
	return async path => {
		try {
			const resolved: unknown = await Reflect.apply(realpath, undefined, [path]);
			return typeof resolved === 'string' ? resolved : undefined;
		} catch {
			return undefined;
		}
	};
}
