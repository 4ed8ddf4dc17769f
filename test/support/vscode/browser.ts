import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { command, type Report } from '../command.ts';

const places = [
	process.env['CHROMIUM_PATH'],
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What a workbench in a machine without screen, root's rights or network needs to be left alone. */
const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-dev-shm-usage',
];

/** Starts a browser without a window, installing it first where that can be done. */
export async function launchBrowser(report: Report): Promise<Browser> {
	return await chromium.launch({
		executablePath: await prepareBrowser(report),
		args: flags,
		// The run itself decides what happens on a signal; playwright would leave at once.
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
}

/**
 * Sees to a browser and a font for Chinese text.
 *
 * @returns The path of a Chromium.
 * @throws {Error} One sentence that says what to install.
 */
export async function prepareBrowser(report: Report): Promise<string> {
	await installFont(report);
	return await installBrowser(report);
}

async function installBrowser(report: Report): Promise<string> {
	const found = findBrowser();
	if (found !== undefined) {
		return found;
	}
	await installPackages(['chromium'], 'a browser for the tests', report).catch((error: unknown) => {
		throw new Error(
			'The tests need a Chromium: install one (on Debian `apt-get install chromium`) ' +
				'or name it with CHROMIUM_PATH.',
			{ cause: error },
		);
	});
	const installed = findBrowser();
	if (installed === undefined) {
		throw new Error('apt-get installed chromium, but /usr/bin/chromium is not there.');
	}
	return installed;
}

/** Chinese text in pictures needs a font; without one it shows as boxes, which breaks no test. */
async function installFont(report: Report): Promise<void> {
	if (process.platform !== 'linux' || (await hasChineseFont())) {
		return;
	}
	await installPackages(['fonts-noto-cjk'], 'a Chinese font for the pictures', report).catch(() => {
		report('No Chinese font: Chinese text in pictures is boxes (install fonts-noto-cjk).');
	});
}

function findBrowser(): string | undefined {
	return places.find(place => place !== undefined && existsSync(place));
}

async function hasChineseFont(): Promise<boolean> {
	if (existsSync('/usr/share/fonts/opentype/noto')) {
		return true;
	}
	return (await command('fc-list', [':lang=zh']).catch(() => '')).trim() !== '';
}

async function installPackages(
	packages: readonly string[],
	what: string,
	report: Report,
): Promise<void> {
	if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
		throw new Error('Not root on a Debian system, so nothing was installed.');
	}
	report(`Installing ${what}, once: ${packages.join(', ')}…`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await command('apt-get', ['update'], { env });
	await command('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
}
