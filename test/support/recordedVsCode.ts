import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';
import { withStubbedVsCode } from './stubbedVsCode.ts';

interface Extension {
	activate(context: unknown): void;
}

/** What stands for a part of VS Code: it can be called, made and read without end, and is empty. */
function anything(path: string, calls: string[]): unknown {
	return new Proxy(Object, {
		get: (_, key) => {
			if (key === Symbol.toPrimitive) {
				return () => path;
			}
			if (key === Symbol.iterator) {
				return () => [][Symbol.iterator]();
			}
			if (typeof key === 'symbol' || key === 'then') {
				return undefined;
			}
			const found = `${path}.${key}`;
			// A list that is gone through must not be empty, or nothing would be done with it.
			return found === 'vscode.workspace.workspaceFolders'
				? [{ uri: anything('folder', calls), name: 'folder', index: 0 }]
				: anything(found, calls);
		},
		set: () => true,
		apply: (_, __, args: readonly unknown[]) => {
			const call = `${path}(${args.map(told).join(', ')})`;
			calls.push(call);
			return anything(call, calls);
		},
		construct: () => Object(anything(`new ${path}`, calls)),
	});
}

/** An argument in short: words as they are, parts of VS Code by their path. */
function told(argument: unknown): string {
	const isPart =
		typeof argument === 'function' && Reflect.get(argument, Symbol.toPrimitive) !== undefined;
	return isPart || typeof argument === 'string' ? String(argument) : typeof argument;
}

/**
 * Starts the extension without VS Code.
 *
 * @returns All that it asked of VS Code until nothing was left to do, e.g.
 * `vscode.commands.registerCommand(doubao.ask, function)`.
 */
export async function askedAtStart(): Promise<readonly string[]> {
	const calls: string[] = [];
	Reflect.set(globalThis, 'doubaoRecorded', anything('vscode', calls));
	const names = new Set<string>();
	for await (const path of glob('src/**/*.ts', { cwd: root })) {
		const source = await readFile(join(root, path), 'utf8');
		for (const [, name = ''] of source.matchAll(/\bvscode\.(\w+)/g)) {
			names.add(name);
		}
	}
	// oxlint-disable-next-line no-unsafe-type-assertion -- what the bundle exports
	const extension = (await withStubbedVsCode(
		`export { activate } from './src/extension.ts';`,
		[...names].map(name => `export const ${name} = globalThis.doubaoRecorded.${name};`).join('\n'),
	)) as Extension;
	extension.activate(anything('context', calls));
	for (let before = -1; before < calls.length;) {
		before = calls.length;
		// What it leaves for the next moment is part of it.
		await new Promise(resolve => setTimeout(resolve, 1));
		await new Promise(setImmediate);
	}
	return calls;
}
