import type * as vscode from 'vscode';

const key = 'edit.instructions';
const mostEntries = 50;
/** VS Code keeps all of a memento in memory and writes it as a whole: it stays small. */
const mostCharacters = 8_000;

/** The instructions of this workspace, the latest first. */
export class InstructionHistory {
	readonly #memento: vscode.Memento;

	constructor(memento: vscode.Memento) {
		this.#memento = memento;
	}

	get entries(): readonly string[] {
		const kept = this.#memento.get<unknown>(key);
		return Array.isArray(kept) ? kept.filter(entry => typeof entry === 'string') : [];
	}

	clear(): void {
		void this.#memento.update(key, undefined);
	}

	/** Puts `instruction` first; one that was there before moves there. */
	add(instruction: string): void {
		const all = [instruction, ...this.entries.filter(entry => entry !== instruction)];
		let characters = 0;
		const kept = all
			.slice(0, mostEntries)
			.filter(entry => (characters += entry.length) <= mostCharacters);
		void this.#memento.update(key, kept);
	}
}
