/**
 * Where the extension reports what it did: ids, status, durations, sizes. Never a prompt, an
 * answer or a key. VS Code's `LogOutputChannel` satisfies it.
 */
export interface Log {
	trace(message: string): void;
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
}
