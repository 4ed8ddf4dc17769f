import type * as vscode from 'vscode';
import { findComment, type Comment } from '../../core/prompt/comment.ts';
import type { CommentSyntax } from '../../core/prompt/commentScan.ts';
import { languageAt } from '../../core/prompt/embedded.ts';
import { documentRows } from './fileEdits.ts';
import { languageIdOf, type LanguageComments } from './languages.ts';

/** The comment at a place of a document, which generated code can be put under. */
export async function commentAt(
	document: vscode.TextDocument,
	position: vscode.Position,
	languages: LanguageComments,
): Promise<Comment | undefined> {
	const syntaxes = await languages.of(languageIdAt(document, position));
	return find(document, position, syntaxes);
}

/** Whether a place belongs to such a comment: for the lightbulb and the context key. */
export function isOnComment(
	languages: LanguageComments,
): (document: vscode.TextDocument, position: vscode.Position) => Promise<boolean> {
	return async (document, position) =>
		(await commentAt(document, position, languages)) !== undefined;
}

function find(
	document: vscode.TextDocument,
	{ line, character }: vscode.Position,
	syntaxes: readonly CommentSyntax[],
): Comment | undefined {
	return findComment(documentRows(document), { row: line, column: character }, syntaxes);
}

function languageIdAt(document: vscode.TextDocument, { line }: vscode.Position): string {
	return languageAt(languageIdOf(document), documentRows(document), line);
}
