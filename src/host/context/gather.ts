import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/turn.ts';
import { outlineOf } from '../../core/prompt/outline.ts';
import { problemRows, type Problem } from '../../core/prompt/problems.ts';
import { shownPath } from '../edit/sourceFile.ts';
import { repositoryOf } from '../git.ts';
import { plain } from '../plain.ts';
import { stagedChange, unstagedChange, type Change } from '../stagedDiff.ts';
import { fileAttachment } from './editorContext.ts';
import { terminalSelection } from './terminalSelection.ts';

/** What was gathered, or why there is nothing to attach, as a sentence. */
export type Gathered =
	| { readonly attachment: Attachment }
	/** A picture that is still to be scaled. */
	| { readonly picture: vscode.Uri; readonly name: string }
	/** Instructions of the project that had been taken away. */
	| { readonly instructions: vscode.Uri }
	| { readonly refused: string };

/** What the commands that attach something resolve with. */
export type AttachResult =
	| { readonly outcome: 'attached' }
	| { readonly outcome: 'refused'; readonly reason: string };

/** Bytes of a file; what is larger fits no model. */
const largestFile = 2_000_000;
const largestPicture = 20_000_000;
const mostFilesOfFolder = 5_000;

/** A file or a folder, whichever it is. */
export async function gatherUri(uri: vscode.Uri): Promise<Gathered> {
	const isFolder = await vscode.workspace.fs.stat(uri).then(
		({ type }) => (type & vscode.FileType.Directory) !== 0,
		() => false,
	);
	return isFolder ? gatherFolder(uri) : gatherFile(uri);
}

/** A text file as it stands in its editor, else on disk. */
export async function gatherFile(uri: vscode.Uri): Promise<Gathered> {
	const name = shownPath(uri);
	const picture = isPicture(uri);
	try {
		const { size } = await vscode.workspace.fs.stat(uri).then(undefined, () => ({ size: 0 }));
		if (size > (picture ? largestPicture : largestFile)) {
			return {
				refused: vscode.l10n.t(
					'{0} is too large to attach ({1} MB). Select the part that matters and add the selection.',
					plain(name),
					(size / 1e6).toFixed(1),
				),
			};
		}
		return picture
			? { picture: uri, name }
			: { attachment: fileAttachment(await vscode.workspace.openTextDocument(uri)) };
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return { refused: vscode.l10n.t('{0} cannot be attached: {1}', plain(name), plain(why)) };
	}
}

/** Whether it is one of the kinds of picture that models take, by its name. */
export function isPicture({ path }: vscode.Uri): boolean {
	return /\.(?:png|jpe?g|webp)$/iu.test(path);
}

/** The files below a folder, as a tree of names. */
export async function gatherFolder(uri: vscode.Uri, exclude?: string): Promise<Gathered> {
	const pattern = new vscode.RelativePattern(uri, '**/*');
	const files = await vscode.workspace.findFiles(pattern, exclude, mostFilesOfFolder);
	const label = `${shownPath(uri).replace(/\/$/u, '')}/`;
	if (files.length === 0) {
		return { refused: vscode.l10n.t('There are no files in {0} to list.', plain(label)) };
	}
	const base = uri.path.replace(/\/$/u, '').length + 1;
	const text = outlineOf(files.map(({ path }) => path.slice(base)));
	return { attachment: { label, text, kind: 'folder', source: uri.toString() } };
}

/** The problems of one file, or of all. */
export function gatherProblems(uri?: vscode.Uri): Gathered {
	const all: readonly [vscode.Uri, readonly vscode.Diagnostic[]][] = uri
		? [[uri, vscode.languages.getDiagnostics(uri)]]
		: vscode.languages.getDiagnostics();
	const problems = all.flatMap(([file, found]) => found.map(one => problemOf(file, one)));
	if (problems.length === 0) {
		return { refused: vscode.l10n.t('There are no problems to attach.') };
	}
	return {
		attachment: { label: problemsLabel(uri), text: problemRows(problems), kind: 'problems' },
	};
}

export function problemsLabel(uri?: vscode.Uri): string {
	return uri
		? vscode.l10n.t('Problems in {0}', shownPath(uri))
		: vscode.l10n.t('Problems in all files');
}

/** What is selected in the terminal. */
export async function gatherTerminal(): Promise<Gathered> {
	const text = await terminalSelection();
	return text.trim() === ''
		? {
				refused: vscode.l10n.t(
					'Nothing is selected in the terminal. Select the output that matters there, then try again.',
				),
			}
		: { attachment: { label: vscode.l10n.t('Terminal selection'), text, kind: 'terminal' } };
}

/**
 * What changed since the last commit in the repository of the active file; with very many changed
 * files, the first of them.
 *
 * @param mayAsk Whether the user may be asked which repository is meant.
 */
export async function gatherChanges(mayAsk = true): Promise<Gathered> {
	const repository = await repositoryOf(vscode.window.activeTextEditor?.document.uri, mayAsk);
	if ('refused' in repository) {
		return { refused: repository.refused };
	}
	const [staged, unstaged] = [await stagedChange(repository), await unstagedChange(repository)];
	const parts = [...changeText('Staged', staged), ...changeText('Not staged', unstaged)];
	if (parts.length === 0) {
		return { refused: vscode.l10n.t('Nothing has changed since the last commit.') };
	}
	const label = vscode.l10n.t('Git changes');
	return { attachment: { label, text: parts.join('\n'), kind: 'changes', language: 'diff' } };
}

/** The diff under a title that says what is left out of it: for the model, so in English. */
function changeText(title: string, { diff, files, fileCount, partial }: Change): readonly string[] {
	if (fileCount === 0) {
		return [];
	}
	const rest = partial ? ` (${fileCount} files changed; the changes of some of them follow)` : '';
	return [`# ${title}${rest}\n${diff.trim() === '' ? files.join('\n') : diff}`];
}

const severities = ['error', 'warning', 'information', 'hint'] as const;

function problemOf(uri: vscode.Uri, { range, severity, message, source, code }: vscode.Diagnostic) {
	const id = typeof code === 'object' ? code.value : code;
	return {
		path: shownPath(uri),
		row: range.start.line,
		column: range.start.character,
		severity: severities[severity] ?? 'information',
		message,
		origin: `${source ?? ''}${id === undefined ? '' : `(${id})`}`,
	} satisfies Problem;
}
