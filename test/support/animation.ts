/**
 * Films the demo in the real editor: an edit that streams in, one change accepted, one rejected; dark
 * and light, in both languages. Writes `edit-<theme>.gif` below `media/pictures`. Frames are
 * screenshots; nothing is drawn.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { root } from './paths.ts';
import { launchBrowser } from './vscode/browser.ts';
import { injectDefaults } from './vscode/window.ts';

/** Bytes; a README with more is slow on a telephone. */
const largest = 2_000_000;

/** Milliseconds that a person needs to read what has just changed. */
const reading = 1_200;

/** What a person reads and says, and where the films of the language lie. */
const languages = [
	{
		locale: 'en',
		folder: 'pictures',
		message: 'Message',
		instruction: 'Simplify, and name the file in the error',
		accept: 'Accept',
	},
	{
		locale: 'zh-cn',
		folder: 'pictures/zh-cn',
		message: '消息',
		instruction: '简化，并在错误中写明文件名',
		accept: '接受',
	},
] as const;

const themes = [
	['dark', 'Default Dark Modern'],
	['light', 'Default Light Modern'],
] as const;

type Language = (typeof languages)[number];

interface Frame {
	readonly picture: Buffer;
	/** Milliseconds since the start of the process. */
	readonly at: number;
}

/** Takes pictures as fast as they come until it is told to stop; equal ones are kept once. */
class Camera {
	readonly #page: Page;
	readonly #frames: Frame[] = [];
	#filming = true;
	readonly #filmed: Promise<void>;

	constructor(page: Page) {
		this.#page = page;
		this.#filmed = this.#film();
	}

	async stop(): Promise<readonly Frame[]> {
		this.#filming = false;
		await this.#filmed;
		return this.#frames;
	}

	async #film(): Promise<void> {
		while (this.#filming) {
			const at = performance.now();
			const picture = await this.#page.screenshot({ caret: 'initial' });
			if (this.#frames.at(-1)?.picture.equals(picture) !== true) {
				this.#frames.push({ picture, at });
			}
		}
	}
}

/** Starts the demo as a person does. */
async function startDemo(
	locale: string,
): Promise<{ readonly address: string; stop(): Promise<unknown> }> {
	const child = spawn('npm', ['start', '--', '--port', '3400', '--locale', locale], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let said = '';
	const address = await new Promise<string>((resolve, reject) => {
		child.stdout.on('data', chunk => {
			said += String(chunk);
			const found = /^Open: (\S+)$/m.exec(said)?.[1];
			if (found !== undefined) {
				resolve(found);
			}
		});
		child.once('exit', () => reject(new Error(`The demo ended:\n${said}`)));
	});
	return {
		address,
		stop: async () => {
			child.kill('SIGTERM');
			await once(child, 'exit');
		},
	};
}

async function act(page: Page, words: Language): Promise<readonly Frame[]> {
	await page.getByRole('tab', { name: 'users.ts' }).click();
	const panel = page.frameLocator('iframe.webview').frameLocator('iframe');
	await panel.getByRole('textbox', { name: words.message }).waitFor();
	await page.keyboard.press('Control+B');
	const bar = page.locator('.part.auxiliarybar');
	// The demo may open the panel once more while it starts.
	while (await bar.isVisible()) {
		await page.keyboard.press('Control+Alt+B');
		await delay(reading);
	}
	await page.getByText('JSON.parse').first().click();
	await page.keyboard.press('Escape');
	await delay(reading);

	const camera = new Camera(page);
	await page.keyboard.press('Alt+I');
	await page.locator('.quick-input-widget input').first().waitFor();
	await page.keyboard.type(words.instruction, { delay: 35 });
	await delay(500);
	await page.keyboard.press('Enter');
	await page.locator('.codelens-decoration a', { hasText: words.accept }).first().waitFor();
	await delay(2 * reading);
	await page.keyboard.press('Alt+F5');
	await delay(reading);
	await page.keyboard.press('Alt+Y');
	await delay(reading);
	await page.keyboard.press('Alt+F5');
	await delay(reading);
	await page.keyboard.press('Alt+N');
	await delay(2 * reading);
	return await camera.stop();
}

/** Joins the frames, each shown as long as it stood. */
async function write(frames: readonly Frame[], file: string): Promise<void> {
	const delays = frames.map(({ at }, index) => {
		const next = frames[index + 1];
		return Math.round(next ? next.at - at : 2 * reading);
	});
	await sharp(
		frames.map(({ picture }) => picture),
		{ join: { animated: true } },
	)
		.gif({ delay: delays, loop: 0, effort: 10, colours: 64, dither: 0, interFrameMaxError: 2 })
		.toFile(file);
}

async function film(page: Page, words: Language, theme: string): Promise<void> {
	const folder = join(root, 'media', words.folder);
	await mkdir(folder, { recursive: true });
	const frames = await act(page, words);
	const file = join(folder, `edit-${theme}.gif`);
	await write(frames, file);
	const { size } = await stat(file);
	console.log(`${words.locale}, ${theme}: ${frames.length} frames, ${Math.round(size / 1000)} KB.`);
	if (size > largest) {
		throw new Error('The moving picture is too large for a README.');
	}
}

const browser = await launchBrowser(console.log);
try {
	for (const words of languages) {
		for (const [theme, id] of themes) {
			// Another start, another sample: the last film saved what it accepted.
			const demo = await startDemo(words.locale);
			try {
				const context = await browser.newContext({
					viewport: { width: 960, height: 620 },
					locale: words.locale,
				});
				await injectDefaults(context, { 'workbench.colorTheme': id });
				const page = await context.newPage();
				await page.goto(demo.address);
				await film(page, words, theme);
				await context.close();
			} finally {
				await demo.stop();
			}
		}
	}
} finally {
	await browser.close();
}
