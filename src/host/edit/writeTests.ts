import * as vscode from 'vscode';
import type { RowRange } from '../../core/edit/contract.ts';
import { resolveTarget } from '../../core/edit/target.ts';
import { manifestNames, type Manifests } from '../../core/prompt/testFramework.ts';
import { testPlace, type TestPlace } from '../../core/prompt/testPlace.ts';
import { testsPrompt, testsTarget } from '../../core/prompt/tests.ts';
import { selectedRows } from '../context/editorContext.ts';
import type { EditResult } from './editStream.ts';
import { documentRows } from './fileEdits.ts';
import { languageIdOf } from './languages.ts';
import { symbolsAt } from './scope.ts';
import type { EditStart } from './starting.ts';

/** Files that look like tests, by the habits of most languages. */
const testFiles =
	'**/{*.test.*,*.spec.*,*_test.*,*_spec.*,test_*.*,*Test.*,*Tests.*,*Spec.*,conftest.py}';
const notThere = '**/{node_modules,.git,dist,out,build,target,vendor,.venv,venv,coverage}/**';
const mostTests = 2_000;
/** Characters of a manifest that are read. */
const longestManifest = 200_000;

/** Writes tests for code, where the project has its tests. */
export class TestWriting {
	readonly #start: EditStart;

	constructor(start: EditStart) {
		this.#start = start;
	}

	/**
	 * Streams tests for the selection, the function or class at the cursor or the whole file into the
	 * project's test file, or into a new one that is not saved. Never rejects.
	 */
	async write(): Promise<EditResult> {
		const editor = vscode.window.activeTextEditor;
		if (!editor) {
			return this.#start.refuse(
				vscode.l10n.t('Open a text file first: there is no editor to work in.'),
			);
		}
		const { document } = editor;
		const folder = vscode.workspace.getWorkspaceFolder(document.uri);
		if (!folder || document.isUntitled) {
			return this.#start.refuse(
				vscode.l10n.t('Save the file in a folder of this window first: its tests belong there.'),
			);
		}
		const hindrance = await this.#start.hindrance(document);
		if (hindrance) {
			return hindrance;
		}
		const tested = await testedRows(editor);
		if (!tested) {
			return this.#start.refuse(vscode.l10n.t('This file is empty: there is nothing to test.'));
		}
		const place = await placeOf(document, folder);
		const example = await readExample(place, folder, document);
		const tests = await openTests(place, folder);
		const shown = await vscode.window.showTextDocument(tests, {
			viewColumn: tests === document ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside,
			preview: false,
		});
		const forbidden = tests.isUntitled ? undefined : await this.#start.editor();
		if (forbidden && 'outcome' in forbidden) {
			return forbidden;
		}
		const rows = documentRows(tests);
		return this.#start.run({
			document: tests,
			target: testsTarget(rows),
			instruction: expand(place),
			prompt: testsPrompt({
				...this.#start.promptOptions(shown),
				source: {
					path: pathIn(folder, document.uri),
					languageId: languageIdOf(document),
					rows: documentRows(document),
				},
				range: tested.rows,
				...(tested.symbol !== undefined && { symbol: tested.symbol }),
				place,
				tests: rows,
				...(example && { example }),
			}),
			baseIndent: '',
		});
	}
}

const expand = ({ path }: TestPlace): string => `Write tests in ${path}`;

async function testedRows({
	document,
	selection,
}: vscode.TextEditor): Promise<{ readonly rows: RowRange; readonly symbol?: string } | undefined> {
	if (document.getText().trim() === '') {
		return undefined;
	}
	if (!selection.isEmpty) {
		return { rows: selectedRows(selection) };
	}
	const [symbol] = await symbolsAt(document, selection.active);
	if (symbol) {
		return { rows: symbol, symbol: symbol.name };
	}
	const { mode, range } = resolveTarget(documentRows(document), selection);
	const { lineCount } = document;
	return mode === 'lines' && range.end.line > range.start.line
		? { rows: { start: range.start.line, end: range.end.line + 1 } }
		: { rows: { start: 0, end: lineCount } };
}

async function placeOf(
	document: vscode.TextDocument,
	folder: vscode.WorkspaceFolder,
): Promise<TestPlace> {
	const pattern = new vscode.RelativePattern(folder, testFiles);
	const found = await vscode.workspace.findFiles(pattern, notThere, mostTests);
	return testPlace({
		path: pathIn(folder, document.uri),
		languageId: languageIdOf(document),
		tests: found.map(uri => pathIn(folder, uri)),
		manifests: await manifestsAbove(document.uri, folder),
	});
}

/** The nearest manifest of each name, from the file's folder up to the workspace folder. */
async function manifestsAbove(uri: vscode.Uri, folder: vscode.WorkspaceFolder): Promise<Manifests> {
	const found: Record<string, string> = {};
	const parts = pathIn(folder, uri).split('/').slice(0, -1);
	for (let depth = parts.length; depth >= 0; depth--) {
		const at = vscode.Uri.joinPath(folder.uri, ...parts.slice(0, depth));
		await Promise.all(
			manifestNames
				.filter(name => !(name in found))
				.map(async name => {
					const text = await readText(vscode.Uri.joinPath(at, name));
					if (text !== undefined) {
						found[name] ??= text;
					}
				}),
		);
	}
	return found;
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
	try {
		const bytes = await vscode.workspace.fs.readFile(uri);
		return new TextDecoder().decode(bytes.slice(0, longestManifest));
	} catch {
		return undefined;
	}
}

async function readExample(
	{ example, path }: TestPlace,
	folder: vscode.WorkspaceFolder,
	document: vscode.TextDocument,
) {
	if (example === undefined || example === path) {
		return undefined;
	}
	try {
		const uri = vscode.Uri.joinPath(folder.uri, example);
		const rows = documentRows(await vscode.workspace.openTextDocument(uri));
		return uri.toString() === document.uri.toString() ? undefined : { path: example, rows };
	} catch {
		return undefined;
	}
}

/** The test file, or a document that will be it once the user saves: nothing is written to disk. */
async function openTests(
	{ path }: TestPlace,
	folder: vscode.WorkspaceFolder,
): Promise<vscode.TextDocument> {
	const uri = vscode.Uri.joinPath(folder.uri, path);
	try {
		return await vscode.workspace.openTextDocument(uri);
	} catch {
		return await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
	}
}

function pathIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
	return uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
}
