import type { TestPanel } from './panel.ts';
import { append, complete, turn } from './turns.ts';

export const rich = `The function \`parseRange\` turns a **header value** into byte offsets.

## How it works

1. It splits at the comma
2. For each part, it reads the [length](https://example.com/spec)

\`\`\`ts
export function parseRange(header: string, size: number): readonly Range[] {
	return header.split(',').map(part => part.trim().split('-').map(Number));
}
\`\`\`

| Input | Result | Note |
|:--|--:|:--|
| \`0-99\` | 100 | the first hundred bytes |

> A range that ends beyond the file is cut.

- [x] handles open ranges
- [ ] handles \`multipart\`
`;

const chinese = '这个函数**解析请求头**，返回字节偏移量。\n\n1. 先按逗号拆分\n2. 再逐段读取数字\n';

/** The states of the panel that look different. */
export const states: Readonly<Record<string, (panel: TestPanel) => Promise<void>>> = {
	empty: async () => {},
	answered: panel =>
		panel.post(
			turn({
				question: 'Explain `parseRange`.',
				context: ['src/http/range.ts:10-24'],
				answer: rich,
				reasoning: 'Let me look.',
				settled: { ...complete, reasoningDuration: 2100 },
			}),
		),
	streaming: async panel => {
		await panel.post(turn({ id: 'b' }), append('Half an ans', 'b'), {
			type: 'queue',
			question: 'And then?',
		});
		await panel.composer.fill('A third question');
	},
	failed: panel =>
		panel.post(
			turn({
				settled: {
					...complete,
					outcome: 'error',
					usage: null,
					alert: { text: 'The gateway did not accept the API key.', action: 'Set API Key' },
				},
			}),
			turn({
				id: 'c',
				answer: 'Half',
				settled: { ...complete, outcome: 'aborted', model: 'other', modelDiffers: true },
			}),
		),
	context: async panel => {
		await panel.post(
			{
				type: 'attachments',
				attachments: [
					{ label: 'AGENTS.md', kind: 'instructions', tokens: 120, hidden: 3 },
					{ label: 'src/http/range.ts:10-24', kind: 'selection', tokens: 310, hidden: 0 },
				],
			},
			{
				type: 'contextUse',
				use: { used: 27_000, limit: 28_000, cut: [{ kind: 'messages', label: '', count: 4 }] },
			},
		);
		await panel.composer.pressSequentially('@');
		await panel.post({
			type: 'contextFound',
			search: '1',
			choices: [
				{ key: 'a', kind: 'changes', label: 'Git changes', detail: 'since the last commit' },
				{ key: 'b', kind: 'file', label: 'range.ts', detail: 'src/http' },
			],
		});
	},
	chinese: panel =>
		panel.post(turn({ question: '请解释这个函数。', answer: chinese, settled: complete })),
	history: async panel => {
		const used = 1_760_000_000_000;
		const rest = { used, pinned: false, streaming: false };
		await panel.post({
			type: 'history',
			reveal: true,
			sessions: [
				{ id: 'one', title: 'Why does it fail?', ...rest, pinned: true, open: true },
				{ id: 'two', title: '排序', ...rest, streaming: true, open: false },
			],
		});
		await panel.button('Delete').nth(1).click();
	},
	edit: async panel => {
		await panel.post(turn({ answer: 'x', settled: complete, version: { index: 1, count: 2 } }));
		await panel.button('Edit').click();
	},
	popup: async panel => {
		await panel.composer.pressSequentially('/');
		await panel.page.getByRole('option').first().waitFor();
	},
	terminal: panel => panel.post(turn({ answer: '```bash\nnpm ci\n```\n', settled: complete })),
	'first run': async panel => {
		await panel.post({
			type: 'firstRun',
			gateways: [{ id: 'cubicspaces', name: 'Cubicspaces' }],
			selected: 'cubicspaces',
		});
		await panel.button('Save and Test').click();
	},
};

/** Goes from any state to another one. */
export async function reachState(panel: TestPanel, name: string): Promise<void> {
	if (await panel.button('Close').isVisible()) {
		await panel.button('Close').click();
	}
	await panel.composer.fill('');
	await panel.post(
		{ type: 'show', sessionId: name, draft: '' },
		{ type: 'queue', question: null },
		{ type: 'attachments', attachments: [] },
		{ type: 'contextUse', use: { used: 300, limit: 28_000, cut: [] } },
		{ type: 'firstRun', gateways: null, selected: '' },
	);
	await states[name]?.(panel);
}
