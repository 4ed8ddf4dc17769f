import * as vscode from 'vscode';
import { blockAt } from '../../core/prompt/blockAt.ts';
import { namesIn, type UsedName } from '../../core/prompt/names.ts';
import type { RegionContext, RelatedCode } from '../../core/prompt/related.ts';
import { rowsOf } from '../../core/prompt/rows.ts';
import { documentRows } from '../edit/fileEdits.ts';
import { symbolsAt } from '../edit/scope.ts';
import { shownPath } from '../edit/sourceFile.ts';
import { Patience } from './patience.ts';

/** Milliseconds that the language may take, all questions together. */
const patience = 150;
/** Names that the language is asked about; definitions that are read. */
const mostNames = 12;
const mostDefinitions = 8;
/** Rows of a definition outside of the workspace: its head is what others use. */
const foreignRows = 8;
const mostRows = 60;
const mostBytes = 1024 * 1024;

/** What the language's own names are defined in: the model knows it by heart. */
const standard =
	/(?:^|\/)lib\.[\w.]+\.d\.ts$|\/typescript\/lib\/|\/typeshed\/stdlib\/|\/@types\/node\//;

interface Definition {
	readonly symbol: string;
	readonly uri: vscode.Uri;
	/** Rows of the whole definition; one row where only its name is known. */
	readonly range: vscode.Range;
}

export interface RegionContextsOptions {
	/** Whether a file must not go along unasked, since it may hold keys. */
	readonly isSecret: (uri: vscode.Uri) => boolean;
}

/** Asks the language what a region uses and where it stands. It may hang, or not exist. */
export class RegionContexts {
	readonly #options: RegionContextsOptions;
	readonly #patience = new Patience(patience);

	constructor(options: RegionContextsOptions) {
		this.#options = options;
	}

	/**
	 * Begins to ask.
	 *
	 * @returns Tells all that is known by then, {@link patience} after the beginning at the earliest
	 * unless all is known before. Never rejects.
	 */
	begin(document: vscode.TextDocument, range: vscode.Range): () => Promise<RegionContext> {
		const { found, done } = this.#gather(document, range);
		const enough = this.#patience.within(document.languageId, done);
		const early = symbolsAt(document, range.start);
		return async () => {
			await Promise.all([enough, early]);
			// What came while the user typed is kept there.
			const symbols = await symbolsAt(document, range.start);
			const around = symbols.filter(
				({ start, end }) => start < range.start.line || end > range.end.line + 1,
			);
			return { enclosing: around.map(({ name }) => name), related: distinct(found) };
		};
	}

	/** Asks about all names at once; each definition is there as soon as it is read. */
	#gather(document: vscode.TextDocument, range: vscode.Range) {
		// A stranger's folder gives nothing but what the user points at.
		const rows = vscode.workspace.isTrusted ? document.getText(range).split(/\r?\n/) : [];
		const names = namesIn(rows, mostNames);
		const found: (RelatedCode | undefined)[] = names.map(() => undefined);
		const done = Promise.allSettled(
			names.map(async (name, at) => {
				const definition = await definitionOf(document, range.start, name);
				if (definition && this.#isWanted(document, range, definition)) {
					found[at] = await read(document, definition);
				}
			}),
		);
		return { found, done };
	}

	#isWanted(
		document: vscode.TextDocument,
		region: vscode.Range,
		{ uri, range }: Definition,
	): boolean {
		if (uri.toString() === document.uri.toString()) {
			return region.intersection(range) === undefined;
		}
		return !standard.test(uri.path) && !this.#options.isSecret(uri);
	}
}

/** In the order of the names, each place once. */
function distinct(found: readonly (RelatedCode | undefined)[]): readonly RelatedCode[] {
	const places = new Map<string, RelatedCode>();
	for (const code of found) {
		const place = code && `${code.path ?? ''}:${code.startRow}`;
		if (code && place !== undefined && !places.has(place)) {
			places.set(place, code);
		}
	}
	return [...places.values()].slice(0, mostDefinitions);
}

async function definitionOf(
	document: vscode.TextDocument,
	start: vscode.Position,
	{ name, row, column }: UsedName,
): Promise<Definition | undefined> {
	const line = start.line + row;
	const position = new vscode.Position(line, column + (row === 0 ? start.character : 0));
	const [found] =
		(await vscode.commands.executeCommand<
			readonly (vscode.Location | vscode.LocationLink)[] | undefined
		>('vscode.executeDefinitionProvider', document.uri, position)) ?? [];
	if (!found) {
		return undefined;
	}
	return 'targetUri' in found
		? { symbol: name, uri: found.targetUri, range: found.targetRange }
		: { symbol: name, uri: found.uri, range: found.range };
}

/** The rows of a definition, without opening its file in the editor. */
async function read(
	document: vscode.TextDocument,
	{ symbol, uri, range }: Definition,
): Promise<RelatedCode | undefined> {
	const open = vscode.workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
	const rows = open ? documentRows(open) : await fileRows(uri);
	if (!rows) {
		return undefined;
	}
	const { start, end } = range.isSingleLine
		? blockAt(rows, range.start.line)
		: { start: range.start.line, end: range.end.line + 1 };
	const inside = vscode.workspace.getWorkspaceFolder(uri) && !uri.path.includes('/node_modules/');
	const last = Math.min(end, rows.lineCount, start + (inside ? mostRows : foreignRows));
	return {
		...(uri.toString() !== document.uri.toString() && { path: shownPath(uri) }),
		languageId: open?.languageId ?? document.languageId,
		startRow: start,
		rows: Array.from({ length: Math.max(0, last - start) }, (_, at) => rows.lineAt(start + at)),
		symbol,
	};
}

async function fileRows(uri: vscode.Uri) {
	const { size } = await vscode.workspace.fs.stat(uri);
	if (size > mostBytes) {
		return undefined;
	}
	const bytes = await vscode.workspace.fs.readFile(uri);
	return rowsOf(new TextDecoder().decode(bytes).replaceAll('\r\n', '\n'));
}
