/** Answers as models write them, the same in each run. */

const prose =
	'The function `parseRange` turns a **header value** into byte offsets, and *never* throws: see [the rules](https://example.com/spec). ';
const chinese = '这个函数**解析请求头**，返回字节偏移量；如果格式不对，就返回 `undefined`。';
const code = `\`\`\`ts
export function parseRange(header: string, size: number): readonly Range[] {
	const parts = header.split(',').map(part => part.trim());
	return parts.map(part => ({ start: Number(part), end: size - 1 })); // both ends
}
\`\`\`
`;
const list =
	'- It splits at the comma\n- It reads each part\n  - first the start\n  - then the end\n\n';
const table = '| Input | Result |\n|:--|--:|\n| `0-99` | 100 |\n| `-5` | 5 |\n\n';

const section = `## How it works\n\n${prose.repeat(3)}\n\n${list}${code}\n${chinese.repeat(2)}\n\n${table}`;

/** A mixed answer of `size` UTF-16 units. */
export function mixed(size: number): string {
	return section.repeat(Math.ceil(size / section.length)).slice(0, size);
}

/** One block that goes on for `size` UTF-16 units. */
export const giants: Readonly<Record<string, (size: number) => string>> = {
	fence: size => `\`\`\`ts\n${'const value = compute(1, "two"); // three\n'.repeat(size / 42)}`,
	list: size => '- an item with `code` and **bold** words\n'.repeat(size / 41),
	table: size => `| a | b |\n|---|---|\n${'| some words | and **more** |\n'.repeat(size / 30)}`,
	paragraph: size => prose.repeat(size / prose.length),
};
