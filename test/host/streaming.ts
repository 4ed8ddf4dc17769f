import * as vscode from 'vscode';
import { run, state } from './library/commands.ts';
import { driver } from './library/driver.ts';
import { gateway } from './library/gateway.ts';
import { until, untilValue } from './library/until.ts';
import { select, text, workspace } from './library/workspace.ts';
import { rewrite, shop } from './shop.ts';

/** What an edit command resolves with. */
export interface EditResult {
	readonly outcome: string;
	readonly hunks: number;
	readonly errorClass?: string;
	readonly reason?: string;
}

/** Starts an edit of the shop, or of another text that holds it; its answer waits at the gate. */
export async function startEdit(contents = shop, first = 1) {
	const server = await gateway.script({ deltas: rewrite, pace: 'gate' });
	const { document } = await workspace.open('shop.js', contents);
	await select({ rows: [first, first + 10] });
	await run('workbench.action.focusActiveEditorGroup');
	const running = run<EditResult>('doubao.editSelection', { instruction: 'simplify' });
	await server.received();
	return { server, document, running };
}

/** The same with its first new row in the document. */
export async function startStreaming(contents = shop, first = 1) {
	const started = await startEdit(contents, first);
	started.server.release(3);
	await until(() => started.document.getText().includes('reduce'), 'the first new row');
	return started;
}

/** The shop with the whole answer under review. */
export async function reviewed(contents = shop, first = 1): Promise<vscode.TextDocument> {
	await gateway.script({ deltas: rewrite });
	const { document } = await workspace.open('shop.js', contents);
	await select({ rows: [first, first + 10] });
	await run('workbench.action.focusActiveEditorGroup');
	await run('doubao.editSelection', { instruction: 'simplify' });
	await pending(2);
	return document;
}

/** Waits until the active document, or another, has this text. */
export async function shows(
	expected: string,
	what: string,
	document?: vscode.TextDocument,
): Promise<void> {
	await untilValue(
		() => document?.getText() ?? text(),
		now => now === expected,
		what,
	);
}

/** Waits until so many hunks are under review in all files. */
export async function pending(count: number): Promise<void> {
	await untilValue(
		async () => (await state()).edits.reduce((sum, { hunks }) => sum + hunks.length, 0),
		left => left === count,
		`${count} hunks`,
	);
}

/** Each text that the document has on the way back, one undo after the other. */
export async function undoWalk(original: string): Promise<readonly string[]> {
	const texts: string[] = [];
	for (let steps = 0; text() !== original && steps < 20; steps++) {
		const before = text();
		await driver.press('Control+KeyZ');
		await until(() => text() !== before, 'the undo');
		texts.push(text());
	}
	return texts;
}
