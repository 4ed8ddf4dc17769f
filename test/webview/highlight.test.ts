import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { contrast, leastContrast, parseColor } from '../../src/core/chat/contrast.ts';
import { tokenKinds } from '../../src/core/chat/codeTokens.ts';
import { closeBrowser, pictures, TestPanel } from './panel.ts';
import { themes } from './themes.ts';
import { append, complete, settle, turn } from './turns.ts';

const code = `/** Adds. */
export async function add(first: number, second = 1): Promise<number> {
	const text = \`sum \${first}\`; // a comment
	return text === 'x' ? null : new Map().size + first + 0x10;
}
`;

const gallery = `Some code:

\`\`\`ts
${code}\`\`\`

\`\`\`python
@decorator
class Shop(Base):
    """A shop."""
    def total(self, items=None) -> float:
        return sum(item.price * 1.19 for item in items or [])  # with tax
\`\`\`

\`\`\`html
<section class="a" id="b"><!-- note --><p>Hi &amp; bye</p></section>
\`\`\`

\`\`\`diff
-const a = 1;
+const a = 2;
\`\`\`

\`\`\`json
{ "name": "doubao", "count": 3, "ok": true }
\`\`\`

\`\`\`sh
for f in *.ts; do echo "$f" | wc -l; done
\`\`\`
`;

describe('code in the panel', function () {
	this.timeout(60_000);
	let panel: TestPanel;

	beforeEach(async () => {
		panel = await TestPanel.open({ height: 900 });
	});

	afterEach(async () => {
		assert.deepEqual(panel.errors, []);
		await panel.close();
	});

	before(() => mkdir(pictures, { recursive: true }));
	after(closeBrowser);

	const colored = (kind: string) => panel.page.locator(`.token-${kind}`);

	it('has its colours row by row, before the fence is closed', async () => {
		await panel.post(turn(), append('```ts\nconst a = "x";\nconst b'));
		await colored('keyword').first().waitFor();
		assert.equal(await colored('keyword').count(), 1, 'the row that is not complete is plain');
		assert.equal(await colored('string').innerText(), '"x"');
		await panel.post(append(' = 2;\n'));
		assert.equal(await colored('keyword').count(), 2);
		assert.equal(await panel.page.locator('code').innerText(), 'const a = "x";\nconst b = 2;\n');
	});

	it('remembers what a row leaves open, and is the same streamed as shown whole', async () => {
		const source = `\`\`\`js\n/* one\ntwo */ let x = \`a\nb\`;\n${'let y = 1; // z\n'.repeat(130)}\`\`\`\n`;
		await panel.post(turn({ id: 'whole', answer: source, settled: complete }));
		await colored('comment').nth(131).waitFor();
		const shown = () => panel.page.locator('.code-block code').last().innerHTML();
		const expected = await shown();
		const pieces = source.match(/[^]{1,97}/gu) ?? [];
		await panel.post(turn({ id: 'cut' }));
		await panel.stream(...pieces.map(piece => append(piece, 'cut')), settle({}, 'cut'));
		assert.equal(await shown(), expected);
	});

	it('stays plain where the language is not known, or its part of the panel does not load', async () => {
		await panel.post(
			turn({ answer: '```klingon\nlet a;\n```\n\n```\nlet b;\n```', settled: complete }),
		);
		assert.equal(await panel.page.locator('[class^=token-]').count(), 0);
		const other = await TestPanel.open();
		await other.page.route('**/highlight.js', route => route.abort());
		await other.post(turn({ answer: '```ts\nlet a;\n```', settled: complete }));
		await other.settle();
		assert.equal(await other.page.locator('.code-block code').innerText(), 'let a;\n');
		await other.close();
	});

	it('is not loaded before there is any', async () => {
		const asked: string[] = [];
		panel.page.on('request', request => asked.push(request.url()));
		await panel.post(turn({ id: 'plain', answer: 'No code.', settled: complete }));
		assert.deepEqual(asked, []);
		await panel.post(turn({ answer: '```ts\nlet a;\n```', settled: complete }));
		await colored('keyword').first().waitFor();
		assert.deepEqual(asked, ['https://panel.test/highlight.js']);
	});

	for (const theme of themes) {
		it(`can be read in every colour, ${theme.name}, also when the theme changes`, async () => {
			await panel.post(turn({ question: 'Show me code', answer: gallery, settled: complete }));
			await panel.paint(theme);
			await colored('inserted').waitFor();
			await panel.settle();
			const { colors, paper } = await panel.page.evaluate(kinds => {
				const block = document.querySelector('.code-block');
				const probe = document.createElement('span');
				block?.append(probe);
				const read = (kind: string) => {
					probe.className = `token-${kind}`;
					return getComputedStyle(probe).color;
				};
				const result = {
					colors: kinds.map(read),
					paper: block ? getComputedStyle(block).backgroundColor : '',
				};
				probe.remove();
				return result;
			}, tokenKinds);
			for (const [index, color] of colors.entries()) {
				const [ink, on] = [parseColor(color), parseColor(paper)];
				assert.ok(ink && on, `${color} on ${paper}`);
				const found = contrast(ink, on);
				assert.equal(found >= leastContrast, true, `${tokenKinds[index]}: ${found}`);
			}
			assert.equal(new Set(colors).size >= 7, true, 'kinds can be told apart');
			await panel.page.locator('.scroll-box').evaluate(box => box.scrollTo(0, 0));
			await panel.page.screenshot({ path: resolve(pictures, `code ${theme.name}.png`) });
		});
	}
});
