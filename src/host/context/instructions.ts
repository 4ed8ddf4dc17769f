import * as vscode from 'vscode';
import { Emitter } from '../../core/event.ts';
import type { Disposable } from '../../core/disposable.ts';
import type { ProjectFiles, InstructionSource } from './projectFiles.ts';

const memoryKey = 'instructions.removed';

/** Which instructions of the project go along with every request: all but those taken away. */
export class Instructions implements Disposable {
	readonly #files: ProjectFiles;
	/** Of the workspace. */
	readonly #memory: vscode.Memento;
	readonly #changed = new Emitter<void>();
	readonly #subscriptions: readonly Disposable[];

	readonly onDidChange = this.#changed.event;

	constructor(files: ProjectFiles, memory: vscode.Memento) {
		this.#files = files;
		this.#memory = memory;
		const fire = () => this.#changed.fire();
		this.#subscriptions = [
			files.onDidChange(fire),
			vscode.workspace.onDidChangeConfiguration(event => {
				if (event.affectsConfiguration('doubao.context.useInstructions')) {
					fire();
				}
			}),
		];
	}

	/** What goes along, as far as it has been read. */
	get active(): readonly InstructionSource[] {
		const removed = this.#removed;
		return this.#wanted.filter(({ uri }) => !removed.has(uri.toString()));
	}

	/** What was taken away and can be added again. */
	get removed(): readonly InstructionSource[] {
		const removed = this.#removed;
		return this.#wanted.filter(({ uri }) => removed.has(uri.toString()));
	}

	/** Settles when all that is there has been read. Never rejects. */
	ready(): Promise<void> {
		return this.#files.ready();
	}

	/** Takes a file away from all requests of this workspace, or adds it again. */
	use(uri: vscode.Uri, wanted: boolean): void {
		const removed = this.#removed;
		if (wanted) {
			removed.delete(uri.toString());
		} else {
			removed.add(uri.toString());
		}
		void this.#memory.update(memoryKey, [...removed]);
		this.#changed.fire();
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) {
			subscription.dispose();
		}
		this.#changed.dispose();
	}

	get #wanted(): readonly InstructionSource[] {
		const wanted = vscode.workspace.getConfiguration('doubao').get('context.useInstructions');
		return wanted === false ? [] : this.#files.instructions;
	}

	get #removed(): Set<string> {
		const removed: unknown = this.#memory.get(memoryKey);
		return new Set(Array.isArray(removed) ? removed.map(String) : []);
	}
}
