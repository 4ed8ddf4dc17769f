import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { TestPanel } from './panel.ts';
import { append, complete, settle, turn } from './turns.ts';
import { trials } from '../support/trials.ts';

interface Payload {
	readonly id: string;
	readonly via: string;
	readonly payload: string | null;
	readonly payloadExpression?: string;
}

const corpus: { readonly payloads: readonly Payload[] } = JSON.parse(
	readFileSync(resolve(import.meta.dirname, '../fixtures/xss.json'), 'utf8'),
);

/** Puts the canaries where the corpus wants them. */
function filled(payload: string): string {
	return payload.replaceAll('{{NET}}', 'http://canary.test').replaceAll('{{PWN}}', '__pwn(1)');
}

/** The answers of the corpus. */
export const answers: readonly { readonly id: string; readonly text: string }[] = corpus.payloads
	.filter(({ via }) => via === 'assistant-markdown' || via === 'reasoning-content')
	.map(({ id, payload, payloadExpression }) => ({
		id,
		text: filled(payload ?? String(runInNewContext(payloadExpression ?? '""', {}))),
	}));

const signs =
	'\n;\n\n; ;[;];(;);![;<;>;";\';`;```\n;~~~html\n;|;|-|\n;- ;1. ;> ;# ;*;**;_;~~;\\;&;&#;&lt;;\0;\u202E;\u200B;😀;]:;]: ;text;javascript:;jAvAsCrIpT&colon;;data:text/html,;vbscript:;command:doubao.ask;vscode://x;file:///etc/passwd;//canary.test/;http://canary.test/a;https://canary.test/?q=;a.ts:12;<script>__pwn(1)</script>;<img src=x onerror=__pwn(1)>;<svg/onload=__pwn(1)>;<iframe srcdoc="<script>parent.__pwn(1)</script>">;<a href="javascript:__pwn(1)">x</a>;<form action=http://canary.test><button>x</button>;<input autofocus onfocus=__pwn(1)>;<style>*{background:url(http://canary.test/)}</style>;<link rel=stylesheet href=http://canary.test/c>;<meta http-equiv=refresh content="0;url=http://canary.test/">;<base href=http://canary.test/>;<video src=http://canary.test/v onerror=__pwn(1)>;<object data=http://canary.test/o>;<div id=main class=answer data-x style=position:fixed>;<template><b>;</div>;<!--;-->;<![CDATA[;<?php;${__pwn(1)};{{__pwn(1)}};onclick=__pwn(1);constructor;__proto__'
		.split(';')
		.concat([';']);

/** Hostile answers made by chance: the same ones for the same seed. */
export function generated(count: number, seed: number): readonly { id: string; text: string }[] {
	let state = seed;
	const below = (limit: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * limit);
	};
	return Array.from({ length: count }, (_, at) => {
		let text = '';
		for (let parts = 3 + below(12); parts > 0; parts--) {
			const known = below(6) === 0 ? (answers[below(answers.length)]?.text ?? '') : undefined;
			const from = below(Math.max(1, (known?.length ?? 0) - 20));
			text += known?.slice(from, from + 30) ?? signs[below(signs.length)] ?? '';
		}
		return { id: `generated ${seed}/${at}`, text };
	});
}

/**
 * Looks at every node that the page gets from now on, at the moment when it gets it: no prefix of an
 * answer may bring, even for a moment, more than words in plain elements. Runs in the page.
 */
function watch(): void {
	const bad: string[] = [];
	Object.assign(window, { pwned: 0, violations: [], bad });
	Object.assign(window, {
		['__pwn']: () => Object.assign(window, { pwned: 1 + Number(Reflect.get(window, 'pwned')) }),
	});
	document.addEventListener('securitypolicyviolation', event => {
		Reflect.get(window, 'violations').push(event.violatedDirective);
	});
	const plain =
		/^(?:p|h[1-6]|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|em|strong|s|code|pre|hr|br|div|span)$/u;
	const allowed = new Set(['class', 'role', 'tabindex', 'title', 'aria-label', 'start']);
	const ours =
		/^(?:section|full|code-(?:block|header|language|buttons|group)|align-\w+|link|place|image|task|done|table-scroll|token-\w+|icon.*)$/u;
	const judge = (node: Element): void => {
		if (!node.closest('.markdown, .bubble') || node.matches('.markdown, .bubble')) {
			return;
		}
		if (node.closest('.code-buttons') !== null) {
			return;
		}
		const tag = node.tagName.toLowerCase();
		if (!plain.test(tag)) {
			bad.push(`<${tag}>`);
		}
		for (const { name } of node.attributes) {
			if (!allowed.has(name)) {
				bad.push(`${tag}[${name}]`);
			}
		}
		for (const name of node.classList) {
			if (!ours.test(name)) {
				bad.push(`${tag}.${name}`);
			}
		}
	};
	new MutationObserver(records => {
		for (const { type, target, addedNodes } of records) {
			const nodes = type === 'attributes' ? [target] : addedNodes;
			for (const node of nodes) {
				if (node instanceof Element) {
					judge(node);
					for (const inner of node.querySelectorAll('*')) {
						judge(inner);
					}
				}
			}
		}
	}).observe(document.body, { subtree: true, childList: true, attributes: true });
}

/** A panel in which hostile answers are shown. */
export class HostilePanel {
	readonly panel: TestPanel;

	private constructor(panel: TestPanel) {
		this.panel = panel;
	}

	static async open(): Promise<HostilePanel> {
		const panel = await TestPanel.open();
		await panel.page.evaluate(watch);
		return new HostilePanel(panel);
	}

	/** Shows answers whole, and beside that piece by piece, all of them a piece further each frame. */
	async show(all: readonly { id: string; text: string }[], pieceSize: number): Promise<void> {
		await this.panel.post(
			{ type: 'show', sessionId: 's', draft: '' },
			...all.flatMap(({ id, text }) => [
				turn({ id, question: text, answer: text, reasoning: text, settled: complete }),
				turn({ id: `${id} cut` }),
			]),
		);
		const pieces = all.map(({ text }) => text.match(new RegExp(`[^]{1,${pieceSize}}`, 'gu')) ?? []);
		const frames = Math.max(...pieces.map(({ length }) => length));
		const steps = Array.from({ length: frames }, (_, step) =>
			all.flatMap(({ id }, index) => {
				const piece = pieces[index]?.[step];
				return piece === undefined ? [] : [append(piece, `${id} cut`)];
			}),
		);
		await this.panel.page.evaluate(async messages => {
			for (const step of messages) {
				for (const message of step) {
					window.postMessage(message, '*');
				}
				await new Promise(requestAnimationFrame);
			}
		}, steps);
		await this.panel.post(...all.map(({ id }) => settle({}, `${id} cut`)));
	}

	/** Nothing ran, nothing was asked for or opened by itself, nothing but plain elements was there. */
	async assertHarmless(which: string): Promise<void> {
		const { page, requests, errors } = this.panel;
		const found = await page.evaluate(() => ({
			bad: [...new Set<string>(Reflect.get(window, 'bad'))],
			pwned: Number(Reflect.get(window, 'pwned')),
			violations: Reflect.get(window, 'violations'),
			mains: document.querySelectorAll('main').length,
			controls: document.querySelectorAll('.markdown :is(input, select, textarea, form, option)')
				.length,
		}));
		assert.deepEqual(found, { bad: [], pwned: 0, violations: [], mains: 1, controls: 0 }, which);
		const unasked = (await this.panel.posted()).filter(
			({ type }) => !['ready', 'earlier', 'draft'].includes(type),
		);
		assert.deepEqual(unasked, [], which);
		assert.deepEqual(requests, [], which);
		assert.deepEqual(errors, [], which);
	}

	close(): Promise<void> {
		return this.panel.close();
	}
}

/** Shows answers in groups and asserts after each that they were words alone. */
export async function assertWordsAlone(
	all: readonly { id: string; text: string }[],
	{ atOnce, pieceSize }: { readonly atOnce: number; readonly pieceSize: number },
): Promise<void> {
	trials(all.length);
	const hostile = await HostilePanel.open();
	for (let start = 0; start < all.length; start += atOnce) {
		const group = all.slice(start, start + atOnce);
		await hostile.show(group, pieceSize);
		await hostile.assertHarmless(group.map(({ id }) => id).join(', '));
	}
	await hostile.close();
}
