import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import { Emitter } from '../../core/event.ts';
import type { InstructionFile } from '../../core/prompt/instructions.ts';
import { readPromptFile, usablePrompts, type PromptFile } from '../../core/prompt/promptFile.ts';
import { shownPath } from '../edit/sourceFile.ts';
import { readText } from './readText.ts';

/** Where projects say how to work in them. */
const instructionPaths = ['AGENTS.md', '.github/copilot-instructions.md', '.cursorrules'];
const promptFolder = '.github/prompts';
/** Bytes; what is longer is no instruction any more. */
const longest = 64_000;
const mostPrompts = 200;

export interface InstructionSource extends InstructionFile {
	readonly uri: vscode.Uri;
}

/**
 * Instructions and prompts that a trusted workspace brings along. Read when they are first asked
 * for, and anew when a file of theirs changes; never from a workspace that is not trusted.
 */
export class ProjectFiles implements Disposable {
	readonly #store = new DisposableStore();
	readonly #changed = this.#store.add(new Emitter<void>());
	#instructions: readonly InstructionSource[] = [];
	#prompts: readonly PromptFile[] = [];
	#reading: Promise<void> | undefined;
	#watching = false;

	readonly onDidChange = this.#changed.event;

	/** What was read last. */
	get instructions(): readonly InstructionSource[] {
		return this.#instructions;
	}

	get prompts(): readonly PromptFile[] {
		return this.#prompts;
	}

	/** Settles when all that is there has been read. Never rejects. */
	ready(): Promise<void> {
		this.#reading ??= this.#read();
		return this.#reading;
	}

	dispose(): void {
		this.#store.dispose();
	}

	async #read(): Promise<void> {
		this.#watch();
		if (!vscode.workspace.isTrusted) {
			return;
		}
		const folders = vscode.workspace.workspaceFolders ?? [];
		const [instructions, prompts] = await Promise.all([
			Promise.all(
				folders.flatMap(({ uri }) =>
					instructionPaths.map(path => readInstructions(vscode.Uri.joinPath(uri, path))),
				),
			),
			Promise.all(folders.map(({ uri }) => readPrompts(vscode.Uri.joinPath(uri, promptFolder)))),
		]);
		this.#instructions = instructions.flat();
		this.#prompts = usablePrompts(prompts.flat());
		this.#changed.fire();
	}

	#watch(): void {
		if (this.#watching) {
			return;
		}
		this.#watching = true;
		const outdated = () => {
			this.#reading = this.#read();
		};
		const glob = `{${instructionPaths.join(',')},${promptFolder}/*.prompt.md}`;
		for (const folder of vscode.workspace.workspaceFolders ?? []) {
			const watcher = this.#store.add(
				vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, glob)),
			);
			this.#store.add(watcher.onDidChange(outdated));
			this.#store.add(watcher.onDidCreate(outdated));
			this.#store.add(watcher.onDidDelete(outdated));
		}
		this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(outdated));
		this.#store.add(vscode.workspace.onDidChangeWorkspaceFolders(outdated));
	}
}

async function readInstructions(uri: vscode.Uri): Promise<readonly InstructionSource[]> {
	const text = (await readText(uri, longest)) ?? '';
	return text.trim() === '' ? [] : [{ uri, path: shownPath(uri), text }];
}

async function readPrompts(folder: vscode.Uri): Promise<readonly PromptFile[]> {
	const names = await vscode.workspace.fs.readDirectory(folder).then(
		entries => entries.map(([name]) => name).filter(name => name.endsWith('.prompt.md')),
		() => [],
	);
	const read = await Promise.all(
		names.slice(0, mostPrompts).map(async name => {
			const text = await readText(vscode.Uri.joinPath(folder, name), longest);
			return text === undefined ? undefined : readPromptFile(name, text);
		}),
	);
	return read.filter(prompt => prompt !== undefined);
}
