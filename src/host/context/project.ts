import type * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable.ts';
import { Instructions } from './instructions.ts';
import { ProjectFiles } from './projectFiles.ts';

/** What the project brings along for the model. */
export interface Project extends Disposable {
	readonly files: ProjectFiles;
	readonly instructions: Instructions;
}

/** @param memory Of the workspace. */
export function openProject(memory: vscode.Memento): Project {
	const files = new ProjectFiles();
	const instructions = new Instructions(files, memory);
	return {
		files,
		instructions,
		dispose: () => {
			instructions.dispose();
			files.dispose();
		},
	};
}
