import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import { lookOf, type HunkLook } from '../../core/edit/view.ts';
import { codePointName, type HiddenInRow } from '../../core/unicode.ts';
import { hiddenIn } from './hiddenText.ts';
import { isStreaming, type OpenEdits } from './openEdits.ts';
import {
	columnOptions,
	endOptions,
	isHighContrast,
	struckOptions,
	removedOptions,
	replacedOptions,
	warningOptions,
} from './attachments.ts';
import { decorationTypes, type Kind } from './decorations.ts';

/** Rows above and below the visible ones that get attachment texts, so that scrolling shows them. */
const margin = 40;
/** Unique attachment texts are what costs in VS Code: 100 take about 38 ms, 1,000 about 274 ms. */
const mostAttachments = 200;
/** Columns of the editors side by side: VS Code tells how many there are, not how wide. */
const windowWidth = 140;

type Decorations = Record<Kind, vscode.DecorationOptions[]>;

/**
 * Paints the hunks of every visible editor from the sessions' state, at most once a frame: new rows
 * green, removed words struck out, replaced rows in a column beside the new ones, a rule where rows
 * were only removed, rows not reached yet dimmed. The document itself holds none of it.
 */
export class Paint implements Disposable {
	readonly #edits: OpenEdits;
	readonly #store = new DisposableStore();
	#types = decorationTypes(isHighContrast());
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #painted = new WeakSet<vscode.TextEditor>();

	constructor(edits: OpenEdits) {
		this.#edits = edits;
		const soon = () => this.#soon();
		this.#store.add(edits.onDidChange(soon));
		this.#store.add(vscode.window.onDidChangeVisibleTextEditors(soon));
		this.#store.add(vscode.window.onDidChangeTextEditorVisibleRanges(soon));
		this.#store.add(vscode.window.onDidChangeTextEditorOptions(soon));
		this.#store.add(
			vscode.window.onDidChangeActiveColorTheme(() => {
				this.#disposeTypes();
				this.#types = decorationTypes(isHighContrast());
				this.#paint();
			}),
		);
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#store.dispose();
		this.#disposeTypes();
	}

	#soon(): void {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			this.#paint();
		}, 16);
	}

	#paint(): void {
		for (const editor of vscode.window.visibleTextEditors) {
			// In a diff editor, which has no column, VS Code shows the same changes itself.
			const has =
				editor.viewColumn !== undefined && this.#edits.editsOf(editor.document).length > 0;
			if (has || this.#painted.has(editor)) {
				const decorations = this.#decorationsOf(editor);
				for (const [kind, type] of Object.entries(this.#types)) {
					// oxlint-disable-next-line no-unsafe-type-assertion -- the keys of #types are the kinds
					editor.setDecorations(type, decorations[kind as Kind]);
				}
			}
			if (has) {
				this.#painted.add(editor);
			} else {
				this.#painted.delete(editor);
			}
		}
	}

	#decorationsOf(editor: vscode.TextEditor): Decorations {
		const found: Decorations = {
			added: [],
			addedWords: [],
			attachments: [],
			hidden: [],
			removedAbove: [],
			removedBelow: [],
			pending: [],
			edge: [],
		};
		const { document, options } = editor;
		const hunks = this.#edits.hunksOf(document).map(({ hunk }) => hunk);
		const tabSize = typeof options.tabSize === 'number' ? options.tabSize : 4;
		const near = nearRows(editor);
		const width = windowWidth / Math.max(vscode.window.tabGroups.all.length, 1);
		for (const look of lookOf(hunks, { width, tabSize })) {
			paintLook(found, look, { document, near });
		}
		found.attachments.splice(mostAttachments);
		for (const hidden of hunks.flatMap(hiddenIn).filter(({ row }) => near(row))) {
			found.hidden.push(hiddenDecoration(hidden));
		}
		found.hidden.splice(mostAttachments);
		for (const edit of this.#edits.editsOf(document).filter(isStreaming)) {
			const { pending, state } = edit.session;
			if (pending && pending.end > pending.start) {
				found.pending.push({ range: rows(document, pending.start, pending.end) });
			}
			if (pending) {
				// Where the next new row will appear.
				found.edge.push(edgeDecoration(document, pending.start, state === 'waiting'));
			}
		}
		return found;
	}

	#disposeTypes(): void {
		for (const type of Object.values(this.#types)) {
			type.dispose();
		}
	}
}

interface Canvas {
	readonly document: vscode.TextDocument;
	/** Whether a row is near enough to the visible ones for attachment texts. */
	readonly near: (row: number) => boolean;
}

function paintLook(found: Decorations, look: HunkLook, canvas: Canvas): void {
	const { document, near } = canvas;
	const { hunk } = look;
	if (hunk.end > hunk.start) {
		found.added.push({ range: rows(document, hunk.start, hunk.end) });
	}
	const lastGhost = look.rows.findLast(({ ghost }) => ghost !== undefined)?.row;
	for (const { row, added, struck, ghost } of look.rows) {
		for (const { start, end } of added) {
			found.addedWords.push({ range: new vscode.Range(row, start, row, end) });
		}
		if (near(row)) {
			for (const { column, text } of struck) {
				const at = new vscode.Position(row, column);
				found.attachments.push({
					range: new vscode.Range(at, at),
					renderOptions: struckOptions(text),
				});
			}
			if (ghost !== undefined) {
				const { end } = document.lineAt(row).range;
				found.attachments.push({
					range: new vscode.Range(end, end),
					renderOptions: columnOptions(ghost, row === lastGhost ? look.more : 0),
				});
			}
		}
	}
	paintRest(found, look, canvas);
}

/** What the rows beside a hunk cannot show: a summary of the removed rows. */
function paintRest(found: Decorations, look: HunkLook, { document, near }: Canvas): void {
	const { hunk, kind, summary = '' } = look;
	const past = hunk.start >= document.lineCount;
	const { range } = document.lineAt(past ? document.lineCount - 1 : hunk.start);
	if (kind === 'removed') {
		const renderOptions = removedOptions(hunk.removed.length, summary);
		const decoration = near(hunk.start) ? { range, renderOptions } : { range };
		(past ? found.removedBelow : found.removedAbove).push(decoration);
	} else if (kind === 'replaced' && near(hunk.start)) {
		const end = new vscode.Range(range.end, range.end);
		const renderOptions = replacedOptions(hunk.removed.length, summary);
		found.attachments.push({ range: end, renderOptions });
	}
}

function hiddenDecoration(hidden: HiddenInRow): vscode.DecorationOptions {
	const { row, column, length, codePoint, kind } = hidden;
	const range = new vscode.Range(row, column, row, column + length);
	const names = vscode.workspace.getConfiguration('editor').get('renderControlCharacters');
	// VS Code writes the code points of these in their place.
	const isNamed = kind === 'bidi' && names !== false;
	return isNamed ? { range } : { range, renderOptions: warningOptions(codePointName(codePoint)) };
}

function edgeDecoration(
	document: vscode.TextDocument,
	edge: number,
	waiting: boolean,
): vscode.DecorationOptions {
	// The growing edge is marked on the last finished row; before the first one, on the target.
	const row = Math.min(Math.max(waiting ? edge : edge - 1, 0), document.lineCount - 1);
	const { end } = document.lineAt(row).range;
	return {
		range: new vscode.Range(end, end),
		renderOptions: endOptions(
			waiting ? vscode.l10n.t('⟳ waiting for the model…') : vscode.l10n.t('⟳ generating…'),
		),
	};
}

function rows(document: vscode.TextDocument, start: number, end: number): vscode.Range {
	const last = Math.min(end, document.lineCount) - 1;
	return new vscode.Range(start, 0, last, document.lineAt(Math.max(last, 0)).text.length);
}

function nearRows({ visibleRanges }: vscode.TextEditor): (row: number) => boolean {
	return row =>
		visibleRanges.some(({ start, end }) => start.line - margin <= row && row <= end.line + margin);
}
