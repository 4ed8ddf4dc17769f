import assert from 'node:assert/strict';
import type { Message } from '../../../src/core/gateway/gateway.ts';
import { chatPrompt } from '../../../src/core/prompt/chat.ts';
import { estimateTokens } from '../../../src/core/prompt/tokens.ts';

const maxTokens = 28_000;
const language = { replyLanguage: 'auto', locale: 'en' };

function total(messages: readonly Message[]): number {
	return messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
}

describe('chatPrompt', () => {
	const chat = (entries: Parameters<typeof chatPrompt>[0]['entries'], limit = maxTokens) =>
		chatPrompt({ entries, maxTokens: limit, ...language });

	it('gives the conversation in order behind its system text', () => {
		const { messages } = chat([
			{ role: 'user', text: 'one' },
			{ role: 'assistant', text: 'two' },
			{ role: 'user', text: 'three' },
		]);
		assert.match(messages[0]?.content ?? '', /^Task: chat\n/);
		assert.deepEqual(
			messages.slice(1).map(({ content }) => content),
			['one', 'two', 'three'],
		);
	});

	it('leaves out answers that never came', () => {
		const { messages } = chat([
			{ role: 'user', text: 'one' },
			{ role: 'assistant', text: '' },
			{ role: 'user', text: 'two' },
		]);
		assert.deepEqual(
			messages.slice(1).map(({ role }) => role),
			['user', 'user'],
		);
	});

	it('puts attachments before the question, each under its quoted name', () => {
		const attachments = [
			{ path: 'a.md', languageId: 'markdown', text: '```\nx\r\n```', startRow: 4 },
		];
		const { messages } = chat([{ role: 'user', text: 'Why?', attachments }]);
		assert.equal(
			messages[1]?.content,
			'Attached: "a.md" from line 5 on\n````markdown\n```\nx\n```\n````\n\nWhy?',
		);
	});

	it('leaves out the oldest exchanges whole, and keeps the question whatever it takes', () => {
		const words = 'word '.repeat(200);
		const entries = Array.from({ length: 10 }, (_, index) => [
			{ role: 'user' as const, text: `question ${index} ${words}` },
			{ role: 'assistant' as const, text: `answer ${index} ${words}` },
		]).flat();
		const asked = [...entries, { role: 'user' as const, text: 'last' }];
		const { messages } = chat(asked, 1_500);
		assert.ok(messages.length > 2 && messages.length < asked.length);
		assert.ok(total(messages) <= 1_500);
		assert.equal(messages[1]?.role, 'user');
		assert.equal(messages.at(-1)?.content, 'last');
		assert.deepEqual(
			messages.slice(1).map(({ content }) => content),
			asked.slice(-(messages.length - 1)).map(entry => entry.text),
		);
		assert.equal(chat(asked, 0).messages.at(-1)?.content, 'last');
	});

	it('cuts an attachment that is too long at a row end and stays within the budget', () => {
		const big = Array.from({ length: 5_000 }, (_, index) => `row(${index}); // 说明`);
		const ticks = big.with(3, '`'.repeat(400));
		for (const [rows, fence] of [
			[big, '`'.repeat(3)],
			[ticks, '`'.repeat(401)],
		] as const) {
			const attachments = [{ path: 'b.ts', languageId: 'typescript', text: rows.join('\n') }];
			const { messages } = chat([{ role: 'user', text: 'Why?', attachments }], 2_000);
			const sum = total(messages);
			assert.ok(sum <= 2_000 && sum > 1_800, String(sum));
			const content = messages[1]?.content ?? '';
			assert.match(content, /\(\d+ more lines left out\)\n/);
			const [, , ...shown] = content.split('\n');
			assert.deepEqual(shown.slice(0, shown.indexOf(fence)), rows.slice(0, shown.indexOf(fence)));
		}
	});

	it('tells how full it is, and what it had to leave out', () => {
		const long = Array.from({ length: 1_000 }, (_, row) => `row ${row}`).join('\n');
		const attachments = [{ path: 'b.ts', languageId: '', text: long }];
		const all = [
			{ role: 'user' as const, text: 'one '.repeat(50) },
			{ role: 'assistant' as const, text: 'two '.repeat(50) },
			{ role: 'user' as const, text: 'Why?', attachments },
		];
		const whole = chat(all);
		assert.deepEqual(whole.use.cut, []);
		assert.equal(whole.use.used, total(whole.messages));
		assert.equal(whole.use.limit, maxTokens);
		const { messages, use } = chat(all, 1_000);
		const [lines, gone] = use.cut;
		assert.deepEqual(gone, { kind: 'messages', label: '', count: 2 });
		assert.equal(lines?.kind, 'lines');
		assert.equal(lines?.label, 'b.ts');
		const shown = (messages.at(-1)?.content.match(/^row /gmu) ?? []).length;
		assert.equal(lines?.count, 1_000 - shown);
		assert.ok(use.used <= 1_000 && use.used > 900, String(use.used));
	});

	it('shows pictures to models that take them, and says so where they do not', () => {
		const image = { mimeType: 'image/png', base64: 'AAAA', width: 280, height: 280 };
		const attachments = [{ path: 'shot.png', languageId: '', text: '', image }];
		const entries = [{ role: 'user' as const, text: 'What is this?', attachments }];
		const { messages, use } = chat(entries);
		assert.deepEqual(messages.at(-1)?.images, [image]);
		assert.equal(messages.at(-1)?.content, 'Attached picture: "shot.png"\n\nWhat is this?');
		assert.equal(use.used, total(messages) + 100);
		const blind = chatPrompt({ entries, maxTokens, ...language, pictures: false });
		assert.equal(blind.messages.at(-1)?.images, undefined);
		assert.deepEqual(blind.use.cut, [{ kind: 'picture', label: 'shot.png', count: 1 }]);
	});

	/** 1,000 tokens each. */
	const shot = (path: string) => ({
		path,
		languageId: '',
		text: '',
		image: { mimeType: 'image/png', base64: path, width: 784, height: 1_000 },
	});
	const seen = (messages: readonly Message[]) =>
		messages.flatMap(({ images = [] }) => images.map(({ base64 }) => base64));

	it('leaves out the oldest pictures of a question that do not fit, and says so', () => {
		const attachments = ['a.png', 'b.png', 'c.png'].map(shot);
		const { messages, use } = chat([{ role: 'user', text: 'Why?', attachments }], 2_500);
		assert.deepEqual(seen(messages), ['b.png', 'c.png']);
		assert.match(messages.at(-1)?.content ?? '', /"a\.png" \(left out: it does not fit\)/);
		assert.deepEqual(use.cut, [{ kind: 'largePicture', label: 'a.png', count: 1 }]);
		assert.ok(use.used <= 2_500, String(use.used));
		const none = chat([{ role: 'user', text: 'Why?', attachments }], 500);
		assert.deepEqual(seen(none.messages), []);
		assert.match(none.messages.at(-1)?.content ?? '', /Why\?$/);
	});

	it('leaves out the pictures of earlier questions before their words, the oldest first', () => {
		const entries = ['a', 'b', 'c'].flatMap(name => [
			{ role: 'user' as const, text: `What is ${name}?`, attachments: [shot(`${name}.png`)] },
			{ role: 'assistant' as const, text: `It is ${name}.` },
		]);
		const { messages, use } = chat([...entries, { role: 'user', text: 'And now?' }], 1_500);
		assert.deepEqual(seen(messages), ['c.png']);
		assert.match(messages[1]?.content ?? '', /What is a\?$/);
		assert.deepEqual(use.cut.map(({ kind, label }) => `${kind} ${label}`).toSorted(), [
			'largePicture a.png',
			'largePicture b.png',
		]);
		assert.ok(use.used <= 1_500, String(use.used));
	});
});
