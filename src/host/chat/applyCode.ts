import * as vscode from 'vscode';
import { namedCode } from '../../core/chat/codeFile.ts';
import type { Turn } from '../../core/chat/turn.ts';
import type { RowRange } from '../../core/edit/contract.ts';
import type { Placed } from '../../core/edit/apply/placeCode.ts';
import { locateBlock } from '../../core/edit/locate.ts';
import { splitRows } from '../../core/text.ts';
import { rowsOf, type PlacedEdits } from '../edit/placedEdits.ts';
import { shownPath } from '../edit/sourceFile.ts';
import { plain } from '../plain.ts';
import { askWhere } from './applyWhere.ts';
import { languageIdOf, mayBelong } from './codeLanguage.ts';
import { showInformation } from '../say.ts';

/** A block of an answer that somebody wants in a file. */
export interface CodeToApply {
	readonly code: string;
	/** As the fence names it. */
	readonly language: string;
	/** The turn that it was answered in. */
	readonly turn: Turn | undefined;
}

/**
 * Puts a block of an answer where it belongs, as an edit under review: into the file that the answer
 * names, else into one that is open. Where the place is not certain the user is asked.
 */
export async function applyCode(
	placedEdits: PlacedEdits,
	{ code, language, turn }: CodeToApply,
): Promise<void> {
	const { path, rows } = namedCode(turn?.answer ?? '', code);
	const named = path === undefined ? undefined : await fileNamed(path);
	const documents = named ? [named] : path === undefined ? await candidates(language, turn) : [];
	// Loaded at the first use: nothing of it is needed before.
	const { placeCode } = await import('../../core/edit/apply/placeCode.ts');
	const placeIn = (document: vscode.TextDocument, inRows: readonly string[]): Placed => {
		const selection = askedAbout(turn, inRows);
		return placeCode({
			document: inRows,
			code: rows,
			languageId: languageIdOf(language) === 'diff' ? 'diff' : document.languageId,
			...(selection && { selection }),
		});
	};
	const instruction = turn?.question.shown ?? '';
	for (const document of documents) {
		const { kind } = placeIn(document, rowsOf(document));
		if (kind === 'present') {
			await vscode.window.showTextDocument(document);
			void showInformation(
				vscode.l10n.t('{0} already contains this code.', plain(shownPath(document.uri))),
			);
			return;
		}
		if (kind === 'placed') {
			await placedEdits.write(document, inRows => placeIn(document, inRows), instruction);
			return;
		}
	}
	await askWhere({ placedEdits, code: rows, language, path, document: documents[0], instruction });
}

/** The rows that were attached to the question, where the document still holds them once. */
function askedAbout(turn: Turn | undefined, rows: readonly string[]): RowRange | undefined {
	for (const { text } of turn?.question.context ?? []) {
		const found = locateBlock(rows, splitRows(text.replace(/\r?\n$/, '')));
		if (found.kind === 'found') {
			return { start: found.start, end: found.end };
		}
	}
	return undefined;
}

/** What the question was about, then what is shown, the active editor first; if its language fits. */
async function candidates(
	language: string,
	turn: Turn | undefined,
): Promise<readonly vscode.TextDocument[]> {
	const { activeTextEditor, visibleTextEditors } = vscode.window;
	const editors = [...(activeTextEditor ? [activeTextEditor] : []), ...visibleTextEditors];
	const documents = new Set([
		...(await attachedTo(turn)),
		...editors.map(({ document }) => document),
	]);
	return [...documents].filter(
		({ uri, languageId }) => uri.scheme !== 'output' && mayBelong(language, languageId),
	);
}

async function attachedTo(turn: Turn | undefined): Promise<readonly vscode.TextDocument[]> {
	const sources = (turn?.question.context ?? [])
		.filter(({ kind }) => kind === 'file' || kind === 'selection')
		.flatMap(({ source }) => source ?? []);
	const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
	const opened = sources.map(async source => {
		try {
			const uri = vscode.Uri.parse(source, true);
			// A chat may have come from elsewhere: it names no other file to read or to write.
			const isNear =
				open.has(uri.toString()) || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
			return isNear ? await vscode.workspace.openTextDocument(uri) : [];
		} catch {
			// It was moved or deleted since.
			return [];
		}
	});
	return (await Promise.all(opened)).flat();
}

/** The file of the workspace that a path in an answer can only mean. */
async function fileNamed(path: string): Promise<vscode.TextDocument | undefined> {
	const relative = path.replaceAll('\\', '/').replace(/^(?:\.\/|\/|[ab]\/(?=.*\/))/, '');
	if (relative.split('/').includes('..')) {
		return undefined;
	}
	const open = vscode.workspace.textDocuments.filter(
		({ uri }) => uri.path.endsWith(`/${relative}`) && /^(?:file|vscode-|untitled)/.test(uri.scheme),
	);
	const pattern = `**/${relative.replaceAll(/[[\]{}*?]/g, '[$&]')}`;
	const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', 2);
	const all = new Map(
		[...open.map(({ uri }) => uri), ...found].map(uri => [uri.toString(), uri] as const),
	);
	const direct = (vscode.workspace.workspaceFolders ?? [])
		.map(({ uri }) => vscode.Uri.joinPath(uri, relative).toString())
		.filter(address => all.has(address));
	const [only] = direct.length === 1 ? direct : all.size === 1 ? [...all.keys()] : [];
	return only === undefined
		? undefined
		: await vscode.workspace.openTextDocument(vscode.Uri.parse(only, true));
}
