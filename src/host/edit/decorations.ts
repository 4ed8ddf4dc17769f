import * as vscode from 'vscode';

export type Kind = keyof ReturnType<typeof decorationTypes>;

/** A few shared types: VS Code makes style rules of each, so there is never one for each row. */
export function decorationTypes(highContrast: boolean) {
	const color = (id: string) => new vscode.ThemeColor(id);
	const create = vscode.window.createTextEditorDecorationType;
	const wordsBorder = { border: '1px solid', borderColor: color('diffEditor.insertedTextBorder') };
	const rule = (width: string, at: string): vscode.DecorationRenderOptions => ({
		isWholeLine: true,
		borderStyle: 'solid',
		borderWidth: width,
		borderColor: color(
			highContrast ? 'diffEditor.removedTextBorder' : 'editorOverviewRuler.deletedForeground',
		),
		overviewRulerColor: color('editorOverviewRuler.deletedForeground'),
		overviewRulerLane: vscode.OverviewRulerLane.Left,
		...gutter(`x="20%" y="${at}" width="60%" height="20%"`, removed),
	});
	return {
		added: create({
			isWholeLine: true,
			backgroundColor: color('diffEditor.insertedLineBackground'),
			overviewRulerColor: color('editorOverviewRuler.addedForeground'),
			overviewRulerLane: vscode.OverviewRulerLane.Left,
			...gutter('x="40%" width="20%" height="100%"', added),
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
		removedAbove: create(rule('2px 0 0 0', '0')),
		removedBelow: create(rule('0 0 2px 0', '80%')),
		pending: create({ isWholeLine: true, opacity: '0.55' }),
		edge: create({ isWholeLine: true }),
	};
}

/** Colours of the marks in the gutter, which are pictures and know no theme: for dark and light ones. */
const added = { dark: '#3fb950', light: '#2c8a3e' };
const removed = { dark: '#f85149', light: '#cf222e' };

/** A mark beside the line numbers; a picture without a size of its own fills its place. */
function gutter(
	place: string,
	{ dark, light }: Readonly<Record<'dark' | 'light', string>>,
): vscode.DecorationRenderOptions {
	const icon = (fill: string) => ({
		gutterIconPath: vscode.Uri.parse(
			`data:image/svg+xml;base64,${btoa(`<svg xmlns="http://www.w3.org/2000/svg"><rect ${place} fill="${fill}"/></svg>`)}`,
		),
		gutterIconSize: 'contain',
	});
	return { dark: icon(dark), light: icon(light) };
}
