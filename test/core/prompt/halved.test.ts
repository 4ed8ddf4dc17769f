import assert from 'node:assert/strict';
import { chatPrompt } from '../../../src/core/prompt/chat.ts';
import { halved, halvedText } from '../../../src/core/prompt/halved.ts';
import { estimateTokens } from '../../../src/core/prompt/tokens.ts';

const entries = [
	...Array.from({ length: 20 }, (_, at) => [
		{ role: 'user' as const, text: `Question ${at} ${'word '.repeat(50)}` },
		{ role: 'assistant' as const, text: `Answer ${at} ${'word '.repeat(50)}` },
	]).flat(),
	{ role: 'user' as const, text: 'And now?' },
];
const build = (maxTokens: number) =>
	chatPrompt({ entries, maxTokens, replyLanguage: 'en', locale: 'en' });
const sizeOf = ({ messages }: ReturnType<typeof build>) =>
	messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);

describe('a prompt that was refused as too long', () => {
	it('takes at most half of what was sent, each time, whatever the budget was', () => {
		const whole = halved(0, 28_000, build);
		assert.deepEqual(whole, build(28_000));
		for (const times of [1, 2, 3]) {
			const less = halved(times, 28_000, build);
			assert.ok(sizeOf(less) <= sizeOf(whole) / 2 ** times, `${times}: ${sizeOf(less)}`);
			assert.equal(less.messages.at(-1)?.content, 'And now?');
		}
	});

	it('keeps the last rows of a text that stands', () => {
		const text = [...Array.from({ length: 100 }, (_, at) => `row ${at}`), 'Explain:'].join('\n');
		const less = halvedText(1, text);
		assert.ok(less.endsWith('row 99\nExplain:'));
		assert.match(less, /^\(\d+ lines before this were left out\)\nrow /);
		assert.ok(estimateTokens(less) < estimateTokens(text) * 0.65);
		assert.equal(halvedText(0, text), text);
	});

	it('counts pictures, and halves by leaving out the oldest ones', () => {
		const attachments = ['a.png', 'b.png', 'c.png', 'd.png'].map(path => ({
			path,
			languageId: '',
			text: '',
			image: { mimeType: 'image/png', base64: path, width: 784, height: 1_000 },
		}));
		const asked = { role: 'user' as const, text: 'Why?', attachments };
		const within = (maxTokens: number) =>
			chatPrompt({ entries: [asked], maxTokens, replyLanguage: 'en', locale: 'en' });
		const seen = (times: number) =>
			halved(times, 28_000, within)
				.messages.flatMap(({ images = [] }) => images)
				.map(({ base64 }) => base64);
		assert.deepEqual(seen(0), ['a.png', 'b.png', 'c.png', 'd.png']);
		assert.deepEqual(seen(1), ['d.png']);
		assert.deepEqual(seen(2), []);
	});
});
