import * as vscode from 'vscode';
import type { ContextChoice } from '../../core/chat/contextProtocol.ts';
import type { Disposable } from '../../core/disposable.ts';
import { shownPath } from '../edit/sourceFile.ts';
import { attachmentOf } from './editorContext.ts';
import type { FileList, FoundPath } from './fileList.ts';
import {
	gatherChanges,
	gatherFile,
	gatherFolder,
	gatherProblems,
	gatherTerminal,
	isPicture,
	problemsLabel,
	type Gathered,
} from './gather.ts';
import type { Instructions } from './instructions.ts';
import type { InstructionSource } from './projectFiles.ts';

/** Something that can be attached, and how. */
export interface Choice extends ContextChoice {
	readonly gather: () => Promise<Gathered> | Gathered;
}

const mostFiles = 40;
const mostTabs = 12;

/**
 * What can be attached, by what was typed: selection, problems, changes, terminal, then files and
 * folders, open ones first.
 */
export class ContextFinder implements Disposable {
	readonly #files: FileList;
	readonly #instructions: Instructions;

	constructor(files: FileList, instructions: Instructions) {
		this.#files = files;
		this.#instructions = instructions;
	}

	/** @param tell Called once or more, each time with all that is known. */
	async find(query: string, tell: (choices: readonly Choice[]) => void): Promise<void> {
		const words = query.trim().toLowerCase();
		const own = [...ownChoices(), ...this.#instructions.removed.map(instructionChoice)].filter(
			({ label, kind }) => `${label} ${kind}`.toLowerCase().includes(words),
		);
		const tabs = openFiles().filter(uri => shownPath(uri).toLowerCase().includes(words));
		const open = tabs.slice(0, mostTabs).map(uri => fileChoice(uri, shownPath(uri)));
		if (words === '') {
			tell([...own, ...open]);
		}
		await this.#files.find(query, mostFiles, found => {
			if (words !== '' || found.length > 0) {
				const known = new Set(open.map(({ key }) => key));
				const more = found.map(pathChoice).filter(({ key }) => !known.has(key));
				tell([...own, ...open, ...more]);
			}
		});
	}

	dispose(): void {
		this.#files.dispose();
	}
}

/** What is there beside files. */
function* ownChoices(): Generator<Choice, void> {
	const t = vscode.l10n.t;
	const editor = vscode.window.activeTextEditor;
	if (editor && !editor.selection.isEmpty) {
		const attachment = attachmentOf('selection', editor);
		const detail = attachment?.label ?? '';
		const gather = () => (attachment ? { attachment } : { refused: '' });
		yield { key: 'selection', kind: 'selection', label: t('Selection'), detail, gather };
	}
	if (editor && vscode.languages.getDiagnostics(editor.document.uri).length > 0) {
		const { uri } = editor.document;
		const count = vscode.languages.getDiagnostics(uri).length;
		yield {
			key: 'problems here',
			kind: 'problems',
			label: problemsLabel(uri),
			detail: String(count),
			gather: () => gatherProblems(uri),
		};
	}
	const count = vscode.languages.getDiagnostics().reduce((sum, [, all]) => sum + all.length, 0);
	if (count > 0) {
		yield {
			key: 'problems',
			kind: 'problems',
			label: problemsLabel(),
			detail: String(count),
			gather: () => gatherProblems(),
		};
	}
	yield {
		key: 'changes',
		kind: 'changes',
		label: t('Git changes'),
		detail: t('since the last commit'),
		gather: gatherChanges,
	};
	if (vscode.window.activeTerminal) {
		yield {
			key: 'terminal',
			kind: 'terminal',
			label: t('Terminal selection'),
			detail: vscode.window.activeTerminal.name,
			gather: gatherTerminal,
		};
	}
}

function instructionChoice({ uri, path }: InstructionSource): Choice {
	const detail = vscode.l10n.t('Instructions of the project');
	return {
		key: `instructions ${uri.toString()}`,
		kind: 'instructions',
		label: path,
		detail,
		gather: () => ({ instructions: uri }),
	};
}

/** The files of all tabs, the active one first. */
function openFiles(): readonly vscode.Uri[] {
	const active = vscode.window.activeTextEditor?.document.uri;
	const tabs = vscode.window.tabGroups.all
		.flatMap(({ tabs: all }) => all)
		.flatMap(({ input }) =>
			input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom
				? [input.uri]
				: [],
		);
	const byAddress = new Map(
		[...(active ? [active] : []), ...tabs].map(uri => [uri.toString(), uri]),
	);
	return [...byAddress.values()].filter(
		({ scheme }) => scheme === 'file' || scheme.includes('vfs'),
	);
}

function pathChoice({ uri, path }: FoundPath): Choice {
	return path.endsWith('/') ? folderChoice(uri, path) : fileChoice(uri, path);
}

function fileChoice(uri: vscode.Uri, path: string): Choice {
	const slash = path.lastIndexOf('/') + 1;
	return {
		key: uri.toString(),
		kind: isPicture(uri) ? 'image' : 'file',
		label: path.slice(slash),
		detail: path.slice(0, Math.max(0, slash - 1)),
		gather: () => gatherFile(uri),
	};
}

function folderChoice(uri: vscode.Uri, path: string): Choice {
	const whole = path.slice(0, -1);
	const slash = whole.lastIndexOf('/') + 1;
	return {
		key: uri.toString(),
		kind: 'folder',
		label: `${whole.slice(slash)}/`,
		detail: whole.slice(0, Math.max(0, slash - 1)),
		gather: () => gatherFolder(uri),
	};
}
