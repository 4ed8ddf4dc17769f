import * as vscode from 'vscode';
import {
	enclosingSymbols,
	type DocumentSymbolRange,
	type SymbolRows,
} from '../../core/prompt/symbols.ts';

/** A language server that is still starting must not hold an edit up. */
const patience = 300;

/**
 * The functions, classes and blocks around a place as the language reports them, innermost first:
 * the scope of an edit without a selection, and the symbol that Explain is about.
 *
 * @param limit Milliseconds to wait for the language.
 * @returns Empty when there is no answer in time or the document changed meanwhile: then its
 * indentation has to tell.
 */
export async function symbolsAt(
	document: vscode.TextDocument,
	position: vscode.Position,
	limit = patience,
): Promise<readonly SymbolRows[]> {
	const { version } = document;
	const symbols = await within(limit, documentSymbols(document.uri));
	return symbols === undefined || document.version !== version
		? []
		: enclosingSymbols(symbols, position);
}

async function documentSymbols(uri: vscode.Uri): Promise<readonly DocumentSymbolRange[]> {
	const symbols = await vscode.commands.executeCommand<
		readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
	>('vscode.executeDocumentSymbolProvider', uri);
	return (symbols ?? []).flatMap(flat);
}

function flat(
	symbol: vscode.DocumentSymbol | vscode.SymbolInformation,
): readonly DocumentSymbolRange[] {
	const { name } = symbol;
	const kind = kindName(symbol.kind);
	// VS Code gives a symbol both shapes at once; an old provider's has no children.
	return 'children' in symbol
		? [{ name, kind, range: symbol.range }, ...symbol.children.flatMap(flat)]
		: [{ name, kind, range: symbol.location.range }];
}

function kindName(kind: vscode.SymbolKind): string {
	const name = vscode.SymbolKind[kind];
	return name === undefined ? 'unknown' : name.charAt(0).toLowerCase() + name.slice(1);
}

/** The result of `work`, or `undefined` if it fails or takes longer than `limit` milliseconds. */
async function within<T>(limit: number, work: Promise<T>): Promise<T | undefined> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const tooLong = new Promise<undefined>(resolve => {
		timer = setTimeout(() => resolve(undefined), limit);
	});
	try {
		return await Promise.race([work, tooLong]);
	} catch {
		return undefined;
	} finally {
		clearTimeout(timer);
	}
}
