import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HistoryFiles } from '../../../src/core/chat/sessionFiles.ts';

/** The files of a history in a folder of this computer. */
export function filesIn(root: string): HistoryFiles {
	const at = (path: string) => join(root, path);
	return {
		list: async folder => readdir(at(folder)).catch(() => []),
		read: async path => new TextDecoder().decode(await readFile(at(path))),
		write: async (path, text) => {
			await mkdir(dirname(at(path)), { recursive: true });
			await writeFile(at(path), text);
		},
		rename: async (from, to) => {
			await mkdir(dirname(at(to)), { recursive: true });
			await rename(at(from), at(to));
		},
		remove: async path => rm(at(path), { recursive: true, force: true }),
	};
}

/** Files in memory, whose writes fail while `full` says so. */
export class FilesInMemory implements HistoryFiles {
	readonly contents = new Map<string, string>();
	full = false;

	async list(folder: string): Promise<readonly string[]> {
		const prefix = folder === '' ? '' : `${folder}/`;
		const inside = [...this.contents.keys()].filter(path => path.startsWith(prefix));
		return [...new Set(inside.map(path => path.slice(prefix.length).split('/')[0] ?? ''))];
	}

	async read(path: string): Promise<string> {
		const text = this.contents.get(path);
		if (text === undefined) {
			throw new Error('no such file');
		}
		return text;
	}

	async write(path: string, text: string): Promise<void> {
		if (this.full) {
			this.contents.set(path, text.slice(0, text.length / 2));
			throw new Error('no space left on device');
		}
		this.contents.set(path, text);
	}

	async rename(from: string, to: string): Promise<void> {
		const text = await this.read(from);
		if (this.contents.has(to)) {
			throw new Error('the name is taken');
		}
		this.contents.set(to, text);
		this.contents.delete(from);
	}

	async remove(path: string): Promise<void> {
		for (const name of this.contents.keys()) {
			if (name === path || name.startsWith(`${path}/`)) {
				this.contents.delete(name);
			}
		}
	}
}

/** A log that keeps nothing. */
export const silent = {
	trace: () => {},
	debug: () => {},
	info: () => {},
	warn: () => {},
	error: () => {},
};
