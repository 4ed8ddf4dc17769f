import * as vscode from 'vscode';
import type { Ghost } from '../../core/edit/view.ts';
import { withoutHidden } from '../../core/unicode.ts';

/** Longest attachment text: longer rows run out of any editor. */
const longest = 120;

/** A removed word, struck through in front of what took its place. */
export function struckOptions(text: string): vscode.DecorationInstanceRenderOptions {
	return { before: { ...removed(), contentText: shown(text), textDecoration: 'line-through' } };
}

/** The colours of removed text. High contrast themes have no backgrounds for it, but a border. */
function removed(): vscode.ThemableDecorationAttachmentRenderOptions {
	return isHighContrast()
		? {
				color: new vscode.ThemeColor('editor.foreground'),
				// The row may be selected, in colours that the foreground cannot be read on.
				backgroundColor: new vscode.ThemeColor('editor.background'),
				border: '1px dashed',
				borderColor: new vscode.ThemeColor('diffEditor.removedTextBorder'),
			}
		: {
				color: new vscode.ThemeColor('editorGhostText.foreground'),
				backgroundColor: new vscode.ThemeColor('diffEditor.removedTextBackground'),
			};
}

/** The colour of our own words: ghost text has none in high contrast themes. */
function quiet(): vscode.ThemeColor {
	return new vscode.ThemeColor(
		isHighContrast() ? 'editor.foreground' : 'editorGhostText.foreground',
	);
}

export function isHighContrast(): boolean {
	const { kind } = vscode.window.activeColorTheme;
	return (
		kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight
	);
}

/**
 * An old row to the right of the new one.
 *
 * @param more Old rows that found no new one to stand beside.
 */
export function columnOptions(
	{ text, gap, wide }: Ghost,
	more: number,
): vscode.DecorationInstanceRenderOptions {
	const rest = more === 0 ? '' : `  ⋯ ${vscode.l10n.t('+{0} more', more)}`;
	return {
		after: {
			...removed(),
			contentText: shown(text) + shown(rest),
			// A wide glyph is as wide as its font is high, in every font.
			margin: `0 0 0 calc(${gap}ch - ${wide}em)`,
		},
	};
}

/** A word of ours behind the end of a row. */
export function endOptions(text: string): vscode.DecorationInstanceRenderOptions {
	return {
		after: {
			contentText: shown(text),
			color: quiet(),
			fontStyle: 'italic',
			margin: '0 0 0 2ch',
		},
	};
}

/** Names a character that nobody sees, right before it. */
export function warningOptions(name: string): vscode.DecorationInstanceRenderOptions {
	return {
		before: {
			contentText: shown(name),
			color: new vscode.ThemeColor('editorWarning.foreground'),
			border: '1px solid',
			borderColor: new vscode.ThemeColor('editorWarning.foreground'),
		},
	};
}

/** How many rows are gone here, and the first of them. */
export function removedOptions(
	count: number,
	first: string,
): vscode.DecorationInstanceRenderOptions {
	const text =
		count === 1
			? vscode.l10n.t('− 1 line removed: {0}', first)
			: vscode.l10n.t('− {0} lines removed: {1}', count, first);
	return endOptions(text);
}

/** How many rows the new ones took the place of, and the first of them. */
export function replacedOptions(
	count: number,
	first: string,
): vscode.DecorationInstanceRenderOptions {
	const text =
		count === 1
			? vscode.l10n.t('− 1 line replaced: {0}', first)
			: vscode.l10n.t('− {0} lines replaced: {1}', count, first);
	return endOptions(text);
}

/**
 * Foreign text as an attachment shows it: one row, blanks that do not collapse, and a mark in place
 * of characters that are invisible or change the direction of what follows.
 */
function shown(text: string): string {
	const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
	return withoutHidden(cut, () => '·')
		.replaceAll(/[\t\n]/g, '·')
		.replaceAll(' ', '\u00a0');
}
