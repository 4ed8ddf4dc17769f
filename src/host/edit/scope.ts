import * as vscode from 'vscode';
import {
	enclosingSymbols,
	type DocumentSymbolRange,
	type SymbolRows,
} from '../../core/prompt/symbols.ts';
import { Patience } from '../context/patience.ts';

/** A language server that is still starting must not hold an edit up: 150 ms. */
const patience = new Patience(150);

/** What a language is asked about a version of a document, or has said: once for all who ask. */
const asked = new WeakMap<
	vscode.TextDocument,
	{ readonly version: number; readonly symbols: Promise<readonly DocumentSymbolRange[]> }
>();

/**
 * The functions, classes and blocks around a place as the language reports them, innermost first:
 * the scope of an edit without a selection, and the symbol that Explain is about.
 *
 * @returns Empty when there is no answer in time or the document changed meanwhile: then its
 * indentation has to tell.
 */
export async function symbolsAt(
	document: vscode.TextDocument,
	position: vscode.Position,
): Promise<readonly SymbolRows[]> {
	const { version } = document;
	const symbols = await patience.within(document.languageId, documentSymbols(document));
	return symbols === undefined || document.version !== version
		? []
		: enclosingSymbols(symbols, position);
}

function documentSymbols(document: vscode.TextDocument): Promise<readonly DocumentSymbolRange[]> {
	const { uri, version } = document;
	const before = asked.get(document);
	if (before?.version === version) {
		return before.symbols;
	}
	const symbols = askSymbols(uri);
	asked.set(document, { version, symbols });
	const forget = () => {
		if (asked.get(document)?.symbols === symbols) {
			asked.delete(document);
		}
	};
	// A language that is not there yet says that there is nothing.
	symbols.then(found => void (found.length === 0 && forget()), forget);
	return symbols;
}

async function askSymbols(uri: vscode.Uri): Promise<readonly DocumentSymbolRange[]> {
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
