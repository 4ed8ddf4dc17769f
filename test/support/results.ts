import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leftovers } from './paths.ts';

/** What became of a test when its file ran last. */
export interface TestResult {
	/** From the checkout, e.g. `test/core/text.test.ts`. */
	readonly file: string;
	/** With the titles of its suites before it. */
	readonly title: string;
	readonly state: 'passed' | 'failed' | 'pending';
	readonly trials: number;
}

const folder = join(leftovers, 'results');

/** Writes down results, in place of those of the same files before. */
export async function keepResults(results: readonly TestResult[]): Promise<void> {
	await mkdir(folder, { recursive: true });
	for (const file of new Set(results.map(one => one.file))) {
		const name = `${file.replaceAll(/[^\w.]+/g, '-')}.json`;
		const ofFile = results.filter(one => one.file === file);
		await writeFile(join(folder, name), JSON.stringify(ofFile));
	}
}

/** The results of all files that have ever run here, of the latest time each. */
export async function keptResults(): Promise<readonly TestResult[]> {
	const all: TestResult[] = [];
	for await (const name of glob('*.json', { cwd: folder })) {
		const ofFile: readonly TestResult[] = JSON.parse(await readFile(join(folder, name), 'utf8'));
		all.push(...ofFile);
	}
	return all;
}
