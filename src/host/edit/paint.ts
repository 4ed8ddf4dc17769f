import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import { lookOf, type HunkLook } from '../../core/edit/view.ts';
import { columnsOf } from '../../core/text.ts';
import { codePointName, type HiddenInRow } from '../../core/unicode.ts';
import { hiddenIn } from './hiddenText.ts';
import { isStreaming, type OpenEdits } from './openEdits.ts';
import {
	columnOptions,
	endOptions,
	isHighContrast,
	struckOptions,
	summaryOptions,
	warningOptions,
} from './attachments.ts';

/** Rows above and below the visible ones that get attachment texts, so that scrolling shows them. */
const margin = 40;
/** Unique attachment texts are what costs in VS Code: 100 take about 38 ms, 1,000 about 274 ms. */
const mostAttachments = 200;
/** Columns that a ghost column may use: an editor tells its size in rows only. */
const editorWidth = 160;

type Kind = keyof ReturnType<typeof decorationTypes>;
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
			const has = this.#edits.editsOf(editor.document).length > 0;
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
		for (const look of lookOf(hunks, { width: editorWidth, tabSize })) {
			paintLook(found, look, { document, near, tabSize });
		}
		found.attachments.splice(mostAttachments);
		for (const hidden of hunks.flatMap(hiddenIn).filter(({ row }) => near(row))) {
			found.hidden.push(hiddenDecoration(hidden));
		}
		found.hidden.splice(mostAttachments);
		for (const edit of this.#edits.editsOf(document).filter(isStreaming)) {
			const { pending, edge } = edit.session;
			if (pending && pending.end > pending.start) {
				found.pending.push({ range: rows(document, pending.start, pending.end) });
			}
			if (edge !== undefined) {
				found.edge.push(edgeDecoration(document, edge, edit.session.state === 'waiting'));
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
	readonly tabSize: number;
}

function paintLook(found: Decorations, look: HunkLook, canvas: Canvas): void {
	const { document, near, tabSize } = canvas;
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
				const end = document.lineAt(row).range.end;
				found.attachments.push({
					range: new vscode.Range(end, end),
					renderOptions: columnOptions({
						text: ghost,
						gap: (look.column ?? 0) - columnsOf(document.lineAt(row).text, tabSize),
						more: row === lastGhost ? look.more : 0,
					}),
				});
			}
		}
	}
	paintRest(found, look, document);
}

/** What the rows beside a hunk cannot show: a summary of the removed rows. */
function paintRest(found: Decorations, look: HunkLook, document: vscode.TextDocument): void {
	const { hunk, kind, summary = '' } = look;
	if (kind === 'removed') {
		const past = hunk.start >= document.lineCount;
		const row = past ? document.lineCount - 1 : hunk.start;
		const { range } = document.lineAt(row);
		const decoration = { range, renderOptions: summaryOptions(hunk.removed.length, summary) };
		(past ? found.removedBelow : found.removedAbove).push(decoration);
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

/** A few shared types: VS Code makes style rules of each, so there is never one for each row. */
function decorationTypes(highContrast: boolean) {
	const color = (id: string) => new vscode.ThemeColor(id);
	const create = vscode.window.createTextEditorDecorationType;
	const wordsBorder = { border: '1px solid', borderColor: color('diffEditor.insertedTextBorder') };
	const rowsBorder = {
		borderStyle: 'solid',
		borderWidth: '0 0 0 3px',
		borderColor: color('diffEditor.insertedTextBorder'),
	};
	const rule = (width: string): vscode.DecorationRenderOptions => ({
		isWholeLine: true,
		borderStyle: 'solid',
		borderWidth: width,
		borderColor: color('editorOverviewRuler.deletedForeground'),
		overviewRulerColor: color('editorOverviewRuler.deletedForeground'),
		overviewRulerLane: vscode.OverviewRulerLane.Left,
	});
	return {
		added: create({
			isWholeLine: true,
			backgroundColor: color('diffEditor.insertedLineBackground'),
			overviewRulerColor: color('editorOverviewRuler.addedForeground'),
			overviewRulerLane: vscode.OverviewRulerLane.Left,
			...(highContrast && rowsBorder),
		}),
		addedWords: create({
			backgroundColor: color('diffEditor.insertedTextBackground'),
			...(highContrast && wordsBorder),
		}),
		attachments: create({ rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed }),
		hidden: create({
			border: '1px solid',
			borderColor: color('editorWarning.foreground'),
			overviewRulerColor: color('editorOverviewRuler.warningForeground'),
			overviewRulerLane: vscode.OverviewRulerLane.Right,
			rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
		}),
		removedAbove: create(rule('2px 0 0 0')),
		removedBelow: create(rule('0 0 2px 0')),
		pending: create({ isWholeLine: true, opacity: '0.55' }),
		edge: create({ isWholeLine: true }),
	};
}
