import assert from 'node:assert/strict';
import { answers } from './hostile.ts';
import { closeBrowser, TestPanel } from './panel.ts';
import { append, complete, settle, turn } from './turns.ts';

/** Eight at a time: a page of its own for each would take minutes. */
function groups<T>(all: readonly T[]): readonly (readonly T[])[] {
	return Array.from({ length: Math.ceil(all.length / 8) }, (_, index) =>
		all.slice(index * 8, index * 8 + 8),
	);
}

/** About forty pieces: what is shown in between is looked at by the page's own canaries. */
function inPieces(text: string): readonly string[] {
	const size = Math.max(3, Math.ceil(text.length / 40));
	return text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
}

/** What of an answer would be more than words: judged by element and attribute. Runs in the page. */
function residue(): readonly string[] {
	const bad: string[] = [];
	for (const node of document.querySelectorAll('article .markdown *, article .bubble *')) {
		const own = node.closest('.code-buttons') !== null;
		const tag = node.tagName.toLowerCase();
		const plain =
			/^(?:p|h[1-6]|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|em|strong|s|code|pre|hr|br|div|span)$/u;
		if (!plain.test(tag) && !own) {
			bad.push(`<${tag}>`);
		}
		for (const { name } of node.attributes) {
			const allowed = ['class', 'role', 'tabindex', 'title', 'aria-label', 'start'];
			if (!allowed.includes(name) && !own) {
				bad.push(`${tag}[${name}]`);
			}
		}
		for (const name of node.classList) {
			const ours =
				/^(?:section|full|code-(?:block|header|language|buttons|group)|align-\w+|link|image|task|done|table-scroll|token-\w+|icon.*)$/u;
			if (!ours.test(name)) {
				bad.push(`${tag}.${name}`);
			}
		}
	}
	return bad;
}

describe('a hostile answer', function () {
	this.timeout(60_000);
	let panel: TestPanel;

	before(async () => {
		panel = await TestPanel.open();
		await panel.page.evaluate(() => {
			Object.assign(window, { pwned: 0, violations: [] });
			Object.assign(window, {
				['__pwn']: () => Object.assign(window, { pwned: 1 + Number(Reflect.get(window, 'pwned')) }),
			});
			document.addEventListener('securitypolicyviolation', event => {
				Reflect.get(window, 'violations').push(event.violatedDirective);
			});
		});
	});

	after(async () => {
		await panel.close();
		await closeBrowser();
	});

	/** Nothing ran, nothing was asked for, nothing but plain elements is there. */
	async function harmless(id: string): Promise<void> {
		const found = await panel.page.evaluate(residue);
		assert.deepEqual(found, [], id);
		const counts = await panel.page.evaluate(() => [
			Reflect.get(window, 'pwned'),
			Reflect.get(window, 'violations').length,
			document.querySelectorAll('main').length,
		]);
		assert.deepEqual(counts, [0, 0, 1], id);
		assert.deepEqual(panel.requests, [], id);
		assert.deepEqual(panel.errors, [], id);
	}

	it('is words alone, shown whole and in pieces, and after clicks on all its links', async () => {
		assert.equal(answers.length > 150, true);
		for (const group of groups(answers)) {
			await panel.post(
				{ type: 'show', sessionId: 's', draft: '' },
				...group.flatMap(({ id, text }) => [
					turn({ id, question: text, answer: text, reasoning: text, settled: complete }),
					turn({ id: `${id} cut` }),
				]),
			);
			const pieces = group.map(({ id, text }) =>
				inPieces(text).map(piece => append(piece, `${id} cut`)),
			);
			await panel.post(...pieces.flat(), ...group.map(({ id }) => settle({}, `${id} cut`)));
			await panel.page.evaluate(() => {
				for (const link of document.querySelectorAll<HTMLElement>('[role=link]')) {
					link.click();
				}
			});
			await harmless(group.map(({ id }) => id).join(' '));
		}
		for (const message of await panel.postedOf('openLink')) {
			assert.match(message.type === 'openLink' ? message.url : '', /^https?:\/\//u);
		}
	});

	it('is words alone in a model’s name, a label and an error', async () => {
		for (const group of groups(answers.filter(({ text }) => text.length < 900))) {
			await panel.post(
				{ type: 'show', sessionId: 's', draft: '' },
				...group.flatMap(({ id, text }) => [
					{ type: 'connection', gatewayName: text, model: text } as const,
					{ type: 'queue', question: text } as const,
					turn({
						id,
						question: 'q',
						context: [text],
						settled: { ...complete, outcome: 'error', model: text, alert: { text, action: text } },
					}),
				]),
			);
			const foreign = await panel.page.evaluate(
				() =>
					document.querySelectorAll('img, iframe, form, a, object, video, style, base, meta')
						.length,
			);
			const ids = group.map(({ id }) => id).join(' ');
			// The page's own three meta elements.
			assert.equal(foreign, 3, ids);
			await harmless(ids);
		}
	});
});

describe('the panel’s own page', function () {
	this.timeout(60_000);
	let panel: TestPanel;

	before(async () => {
		panel = await TestPanel.open();
	});

	after(async () => {
		await panel.close();
		await closeBrowser();
	});

	it('has the strict policy, word for word but for the nonce', async () => {
		const policy = await panel.page
			.locator('meta[http-equiv]')
			.evaluate(meta => meta.getAttribute('content') ?? '');
		assert.equal(
			policy.replaceAll(/nonce-[0-9a-f]{32}/gu, 'nonce-N'),
			"default-src 'none'; script-src 'nonce-N'; style-src https://panel.test 'nonce-N'; " +
				"font-src https://panel.test; img-src https://panel.test; form-action 'none'; " +
				"base-uri 'none'; frame-src 'none'; connect-src 'none'; " +
				"require-trusted-types-for 'script'; trusted-types 'none'",
		);
	});

	it('(W10) hears no frame of another origin', async () => {
		await panel.page.evaluate(() => {
			const data = { type: 'compose', text: 'forged' };
			for (const origin of ['https://evil.test', 'null', '']) {
				window.dispatchEvent(new MessageEvent('message', { data, origin }));
			}
		});
		await panel.settle();
		assert.equal(await panel.composer.inputValue(), '');
		await panel.postRaw({ type: 'compose', text: 'ours' });
		assert.equal(await panel.composer.inputValue(), 'ours');
	});

	it('(I5) sets each message and name apart from its surroundings', async () => {
		await panel.post(
			turn({
				id: 'i5',
				question: 'مرحبا hello',
				context: ['שלום.ts'],
				answer: 'مرحبا `a` hello\n',
				settled: complete,
			}),
		);
		const bidi = await panel.page.evaluate(() =>
			[
				'article .bubble',
				'article .markdown p',
				'article .markdown code',
				'article .attached li',
			].map(selector => {
				const node = document.querySelector(selector);
				return node ? getComputedStyle(node).unicodeBidi : `no ${selector}`;
			}),
		);
		assert.deepEqual(bidi, ['plaintext', 'plaintext', 'isolate', 'isolate']);
		const side = await panel.page.evaluate(() => {
			const node = document.querySelector('article .markdown p');
			return node ? getComputedStyle(node).textAlign : '';
		});
		assert.equal(side, 'start');
	});

	it('lets nobody make markup out of a string, nor a policy that would', async () => {
		const thrown = await panel.page.evaluate(() => {
			const attempts = [
				() => {
					document.body.innerHTML = '<b>x</b>';
				},
				() => Reflect.get(window, 'trustedTypes').createPolicy('default', {}),
			];
			return attempts.map(attempt => {
				try {
					attempt();
					return 'allowed';
				} catch (error) {
					return error instanceof TypeError ? 'refused' : String(error);
				}
			});
		});
		assert.deepEqual(thrown, ['refused', 'refused']);
	});
});
