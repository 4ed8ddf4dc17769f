/** Installs the browser and the font that the tests need, before any test counts its seconds. */
import { prepareBrowser } from './vscode/browser.ts';

try {
	await prepareBrowser(console.log);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
