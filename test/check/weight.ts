/**
 * Checks what the extension weighs, by counts that are the same on every machine: the size of what
 * is shipped, and what is evaluated when it starts.
 */
import { mostBytes, sum, weigh } from './weigh.ts';

/** Packages that may be evaluated at every start: a few kilobytes without effects. */
const eagerPackages: ReadonlySet<string> = new Set(['eventsource-parser', '@leeoniya/ufuzzy']);

const problems: string[] = [];

function limit(what: string, size: number, largest: number): string {
	if (size > largest) {
		problems.push(`${what}: ${size} bytes are more than ${largest}.`);
	}
	return `${what} ${Math.ceil(size / 1000)} of ${Math.floor(largest / 1000)} KB`;
}

function packageOf(path: string): string | undefined {
	return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}

const weight = await weigh();
for (const name of new Set([...weight.eager.keys()].flatMap(path => packageOf(path) ?? []))) {
	if (!eagerPackages.has(name)) {
		problems.push(`${name} is evaluated at every start: import it where it is first used.`);
	}
}
const told = [
	limit('host bundle', weight.host, mostBytes.host),
	limit('webview script, gzipped', weight.webview, mostBytes.webview),
	limit('package', weight.package, mostBytes.package),
	limit('at activation', weight.activation, mostBytes.activation),
	limit(`right after ${weight.eager.size} modules,`, sum(weight.eager.values()), mostBytes.eager),
];
for (const problem of problems) {
	console.error(problem);
}
console.log(`Weight: ${told.join('; ')}.`);
process.exitCode = problems.length === 0 ? 0 : 1;
