import { parseMarkdown } from './markdown.ts';
import type { References } from './markdown.ts';
import type { MarkdownNode } from './markdownTree.ts';
import type { OpenBlock } from './openBlock.ts';

/** Cells from which on markdown-it counts those that a row leaves out: then only it tells. */
const mostCells = 60_000;

/**
 * Reads `source` as one table that goes on: of what is appended only the new rows are parsed.
 *
 * @returns `undefined` if it is anything else, or may be over.
 */
export function openTable(source: string, references: References): OpenBlock | undefined {
	const head = /^[^\n]*\n[^\n]*\n/u.exec(source)?.[0];
	if (head === undefined) {
		return undefined;
	}
	const settled: MarkdownNode[] = [];
	let rest = '';

	const append = (added: string): MarkdownNode | undefined => {
		rest += added;
		const lines = rest.split('\n');
		const incomplete = lines.pop() ?? '';
		if (lines.some(line => line.trim() === '')) {
			return undefined;
		}
		const found = rowsOf(head + rest, references);
		const expected = lines.length + (incomplete.trim() === '' ? 0 : 1);
		if (found?.rows.length !== expected || settled.length * found.columns > mostCells) {
			return undefined;
		}
		const rows = [...settled, ...found.rows];
		settled.push(...found.rows.slice(0, lines.length));
		rest = incomplete;
		const body = rows.length === 0 ? [] : [{ ...element('tbody'), children: rows }];
		return { ...element('table'), children: [found.head, ...body] };
	};
	return append(source.slice(head.length)) ? { append } : undefined;
}

interface Table {
	readonly head: MarkdownNode;
	readonly columns: number;
	readonly rows: readonly MarkdownNode[];
}

/** @returns `undefined` if `source` is not one table and nothing else. */
function rowsOf(source: string, references: References): Table | undefined {
	const [block, ...others] = parseMarkdown(source, Object.create(references));
	const table = block?.node;
	if (others.length > 0 || table?.kind !== 'element' || table.tag !== 'table') {
		return undefined;
	}
	const [head, body] = table.children;
	const row = head?.kind === 'element' ? head.children[0] : undefined;
	if (!head || row?.kind !== 'element') {
		return undefined;
	}
	return {
		head,
		columns: row.children.length,
		rows: body?.kind === 'element' ? body.children : [],
	};
}

function element(tag: 'table' | 'tbody') {
	return { kind: 'element', tag } as const;
}
