/** Rows of an outline, so that a folder of a hundred thousand files is a chip and not a flood. */
const mostRows = 800;

/**
 * The files of a folder as an indented tree, folders before files, each by name. Where it has more
 * rows than may be sent, the deepest folders are told as a number.
 *
 * @param paths Relative to the folder, with `/`.
 */
export function outlineOf(paths: readonly string[], limit = mostRows): string {
	const top = new Folder();
	for (const path of paths) {
		top.add(path.split('/'));
	}
	let depth = 1;
	while (top.rows(depth + 1, '').length <= limit && depth < 64) {
		depth++;
	}
	const rows = top.rows(depth, '');
	const cut = rows.length - limit;
	return [...rows.slice(0, limit), ...(cut > 0 ? [`… ${cut} more`] : [])].join('\n');
}

class Folder {
	readonly #folders = new Map<string, Folder>();
	readonly #files: string[] = [];
	#count = 0;

	add([name = '', ...below]: readonly string[]): void {
		this.#count++;
		if (below.length === 0) {
			this.#files.push(name);
			return;
		}
		const folder = this.#folders.get(name) ?? new Folder();
		this.#folders.set(name, folder);
		folder.add(below);
	}

	/** Rows down to a depth; below it only how many files there are. */
	rows(depth: number, indent: string): readonly string[] {
		if (depth === 0) {
			return [`${indent}… ${this.#count} ${this.#count === 1 ? 'file' : 'files'}`];
		}
		return [
			...[...this.#folders]
				.toSorted(([a], [b]) => (a < b ? -1 : 1))
				.flatMap(([name, folder]) => [
					`${indent}${name}/`,
					...folder.rows(depth - 1, `${indent}\t`),
				]),
			...this.#files.toSorted().map(name => indent + name),
		];
	}
}
