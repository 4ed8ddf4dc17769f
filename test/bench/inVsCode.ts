import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { root } from '../support/paths.ts';

/**
 * Runs a host test that measures, in a real VS Code.
 *
 * @param grep Words of its title.
 * @param word What it prints before its figures, which are JSON.
 * @param more Further arguments of the run.
 * @throws {Error} It told no figures; with all that it said.
 */
export async function measuredInVsCode(
	grep: string,
	word: string,
	...more: readonly string[]
): Promise<unknown> {
	const args = ['test/host/run.ts', ...more, '--grep', grep, '--timeout', '900000'];
	const run = spawn(process.execPath, args, {
		cwd: root,
		env: { ...process.env, DOUBAO_BENCH: '1' },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const said = await text(run.stdout);
	const line = new RegExp(`^.*${word} (.*)$`, 'm').exec(said)?.[1];
	if (line === undefined) {
		throw new Error(`VS Code told no figures:\n${said}`);
	}
	return JSON.parse(line);
}
