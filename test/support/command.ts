import { spawn } from 'node:child_process';

/** Says one line to the person who waits. */
export type Report = (line: string) => void;

interface CommandOptions {
	readonly cwd?: string;
	/** Added to this process's environment. */
	readonly env?: Readonly<Record<string, string>>;
}

/** How many characters of a failed command's output are worth showing. */
const tail = 2_000;

/**
 * Runs a program to its end.
 *
 * @returns Everything it wrote.
 * @throws {Error} It could not be started or failed; the message carries the end of its output.
 */
export async function command(
	program: string,
	args: readonly string[],
	{ cwd, env }: CommandOptions = {},
): Promise<string> {
	const child = spawn(program, args, {
		...(cwd === undefined ? {} : { cwd }),
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	// Whoever ends this process ends what it started.
	const kill = (): boolean => child.kill();
	process.once('exit', kill);
	let output = '';
	const collect = (chunk: Buffer): void => {
		output += chunk.toString();
	};
	child.stdout.on('data', collect);
	child.stderr.on('data', collect);
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	}).finally(() => process.removeListener('exit', kill));
	if (code !== 0) {
		throw new Error(`${program} ${args.join(' ')} failed (${code}).\n${output.slice(-tail)}`);
	}
	return output;
}
