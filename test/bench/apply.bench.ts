import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { placeCode } from '../../src/core/edit/apply/placeCode.ts';
import { root } from '../support/paths.ts';
import { cpu, median, type Bench, type Figure } from './figure.ts';

const file = 'src/core/chat/session.ts';
const rowCount = 10_000;
/** The class among the many that a block is for. */
const wanted = 'Session17';

/** One real class over and over under other names. */
async function manyRows(): Promise<readonly string[]> {
	const rows = (await readFile(join(root, file), 'utf8')).split('\n');
	const many: string[] = [];
	for (let copy = 0; many.length < rowCount; copy++) {
		many.push(...rows.map(row => row.replace(/\bclass Session\b/, `class Session${copy}`)));
	}
	return many;
}

/** Blocks as answers bring them. */
const blocks: Readonly<Record<string, readonly string[]>> = {
	'a method of one class': [
		`export class ${wanted} {`,
		'\t// ...',
		'\tget streaming(): boolean {',
		'\t\treturn this.#running !== undefined && !this.#ended;',
		'\t}',
		'\t// ...',
		'}',
	],
	'a new function': ['function double(value: number): number {', '\treturn 2 * value;', '}'],
};

function timed(document: readonly string[], name: string, code: readonly string[]): Figure {
	const tries = Array.from({ length: 15 }, () => {
		const start = cpu();
		const { kind } = placeCode({ document, code, languageId: 'typescript' });
		if (kind !== 'placed') {
			throw new Error(`${name} is ${kind}.`);
		}
		return cpu() - start;
	});
	return {
		what: `place ${name}, CPU`,
		value: median(tries),
		unit: 'ms',
		baseline: 'budget',
		baselineValue: 50,
		most: 1,
	};
}

export const bench: Bench = {
	title: `Apply to Editor, in a file of ${rowCount.toLocaleString('en')} rows`,
	async measure() {
		const document = await manyRows();
		return Object.entries(blocks).map(([name, code]) => timed(document, name, code));
	},
};
