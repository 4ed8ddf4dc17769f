import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

/** A source file of the extension. */
export interface SourceFile {
	/** Relative to the checkout, with forward slashes. */
	readonly file: string;
	readonly contents: string;
}

export async function sourceFiles(): Promise<readonly SourceFile[]> {
	const files: string[] = [];
	for await (const file of glob('src/**/*.ts', { cwd: root })) {
		files.push(file);
	}
	return await Promise.all(
		files.toSorted().map(async file => ({
			file: file.replaceAll('\\', '/'),
			contents: await readFile(join(root, file), 'utf8'),
		})),
	);
}
