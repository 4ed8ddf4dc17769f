import * as vscode from 'vscode';
import { DisposableStore } from '../../core/disposable.ts';
import type { CommentSyntax } from '../../core/prompt/commentScan.ts';
import { fileLanguage } from '../../core/prompt/fileLanguage.ts';
import { addedSyntaxes, fallbackSyntaxes, syntaxesOf } from '../../core/prompt/commentSyntax.ts';

/** The language of a document, also where no extension knows it. */
export function languageIdOf({ languageId, uri }: vscode.TextDocument): string {
	return fileLanguage(languageId, uri.path);
}

/**
 * The comment tokens of languages, from the configurations that extensions contribute to VS Code:
 * the stable API does not tell them. Nothing is read before the first question about a language.
 */
export class LanguageComments implements vscode.Disposable {
	readonly #store = new DisposableStore();
	#asked = new Map<string, Promise<readonly CommentSyntax[]>>();

	constructor() {
		this.#store.add(
			vscode.extensions.onDidChange(() => {
				this.#asked = new Map();
			}),
		);
	}

	/** The tokens of a language; empty for one without comments or that nobody knows. Never rejects. */
	of(languageId: string): Promise<readonly CommentSyntax[]> {
		const reading = this.#asked.get(languageId) ?? read(languageId);
		this.#asked.set(languageId, reading);
		return reading;
	}

	dispose(): void {
		this.#store.dispose();
	}
}

async function read(languageId: string): Promise<readonly CommentSyntax[]> {
	const files = await Promise.all(configurationsOf(languageId).map(readConfiguration));
	const configured = files.flat();
	const syntaxes = configured.length > 0 ? configured : fallbackSyntaxes(languageId);
	return [...syntaxes, ...addedSyntaxes(languageId)];
}

/** The configuration files that extensions contribute for a language. */
function configurationsOf(languageId: string): readonly vscode.Uri[] {
	return vscode.extensions.all.flatMap(({ extensionUri, packageJSON }) =>
		languagesOf(packageJSON)
			.filter(({ id }) => id === languageId)
			.map(({ configuration }) => vscode.Uri.joinPath(extensionUri, configuration)),
	);
}

interface ConfiguredLanguage {
	readonly id: string;
	readonly configuration: string;
}

/** A manifest of somebody else: nothing in it is certain. */
function languagesOf(manifest: unknown): readonly ConfiguredLanguage[] {
	const languages = property(property(manifest, 'contributes'), 'languages');
	if (!Array.isArray(languages)) {
		return [];
	}
	return languages.flatMap((language: unknown) => {
		const id = property(language, 'id');
		const configuration = property(language, 'configuration');
		return typeof id === 'string' && typeof configuration === 'string'
			? [{ id, configuration }]
			: [];
	});
}

/** A file that cannot be read or parsed tells nothing: the built-in table answers instead. */
async function readConfiguration(uri: vscode.Uri): Promise<readonly CommentSyntax[]> {
	try {
		const { parse } = await import('jsonc-parser');
		const bytes = await vscode.workspace.fs.readFile(uri);
		const configuration: unknown = parse(new TextDecoder().decode(bytes), undefined, {
			allowTrailingComma: true,
		});
		return syntaxesOf(property(configuration, 'comments'));
	} catch {
		return [];
	}
}

function property(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null && name in value
		? // oxlint-disable-next-line no-unsafe-type-assertion -- the line above has looked
			(value as Readonly<Record<string, unknown>>)[name]
		: undefined;
}
