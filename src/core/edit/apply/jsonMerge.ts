import {
	applyEdits,
	findNodeAtLocation,
	getNodeValue,
	modify,
	parseTree,
	type Node,
} from 'jsonc-parser';
import { splitRows } from '../../text.ts';
import { isElision } from './elision.ts';

/**
 * Settings in JSON: keys of the block are set in the document, those that it does not show stay.
 *
 * @returns All rows, or `undefined` where the block can be read in two ways.
 */
export function jsonMerged(
	document: readonly string[],
	code: readonly string[],
): readonly string[] | undefined {
	const shown = code.filter(row => !isElision(row, 'json'));
	const elided = shown.length < code.length;
	const text = shown.join('\n').trim();
	const block = objectIn(/^[{[]/.test(text) ? text : `{${text}}`);
	let result = document.join('\n');
	const ours = objectIn(result);
	if (!block || !ours || hasElidedArray(code)) {
		return undefined;
	}
	const keys = keysOf(block);
	const known = keysOf(ours);
	const shared = keys.filter(key => known.includes(key)).length;
	// Most of the keys, but not all: a whole file with some removed, or a part of one?
	if (!elided && shared < known.length && known.length > 2 && shared >= known.length - 1) {
		return undefined;
	}
	// Keys that are all unknown may belong into any object.
	if (shared === 0 && !elided) {
		return undefined;
	}
	const indent = /^(\t| +)\S/m.exec(result)?.[1] ?? '  ';
	const formattingOptions = {
		insertSpaces: indent !== '\t',
		tabSize: indent === '\t' ? 4 : indent.length,
		eol: '\n',
	};
	for (const { path, value } of leavesOf(block, ours, [])) {
		result = applyEdits(result, modify(result, [...path], value, { formattingOptions }));
	}
	return splitRows(result);
}

interface Leaf {
	readonly path: readonly (string | number)[];
	readonly value: unknown;
}

/** What is set: all of the block that is no object on both sides, and differs. */
function leavesOf(block: Node, ours: Node, path: readonly string[]): readonly Leaf[] {
	return (block.children ?? []).flatMap((property): readonly Leaf[] => {
		const [key, value] = property.children ?? [];
		if (!key || !value) {
			return [];
		}
		const at = [...path, String(key.value)];
		const old = findNodeAtLocation(ours, [String(key.value)]);
		if (old?.type === 'object' && value.type === 'object') {
			return leavesOf(value, old, at);
		}
		const next: unknown = getNodeValue(value);
		return old && JSON.stringify(getNodeValue(old)) === JSON.stringify(next)
			? []
			: [{ path: at, value: next }];
	});
}

function objectIn(text: string): Node | undefined {
	const tree = parseTree(text, [], { allowTrailingComma: true });
	return tree?.type === 'object' ? tree : undefined;
}

function keysOf({ children = [] }: Node): readonly string[] {
	return children.map(({ children: [key] = [] }) => String(key?.value));
}

function hasElidedArray(code: readonly string[]): boolean {
	return code.some((row, index) => isElision(row, 'json') && /\[\s*$/.test(code[index - 1] ?? ''));
}
