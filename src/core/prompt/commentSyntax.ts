import type { CommentSyntax } from './commentScan.ts';

/**
 * Reads the `comments` of a language configuration: `lineComment` is a string or, since VS Code
 * 1.100, `{ comment, noIndent }`; `blockComment` a pair of strings.
 *
 * @param comments Out of a file of somebody else; what does not fit is left out.
 */
export function syntaxesOf(comments: unknown): readonly CommentSyntax[] {
	if (typeof comments !== 'object' || comments === null) {
		return [];
	}
	const line = 'lineComment' in comments ? lineOf(comments.lineComment) : undefined;
	const block = 'blockComment' in comments ? blockOf(comments.blockComment) : undefined;
	return [...(line === undefined ? [] : [{ line }]), ...(block === undefined ? [] : [{ block }])];
}

function lineOf(value: unknown): string | undefined {
	const token =
		typeof value === 'object' && value !== null && 'comment' in value ? value.comment : value;
	return typeof token === 'string' && token.trim() !== '' ? token.trim() : undefined;
}

function blockOf(value: unknown): readonly [string, string] | undefined {
	if (!Array.isArray(value)) {
		return undefined;
	}
	const [open, close]: readonly unknown[] = value;
	if (typeof open !== 'string' || typeof close !== 'string') {
		return undefined;
	}
	// Some configurations fake a block comment for a language without one: `["#", " "]`.
	return open.trim() === '' || close.trim() === '' ? undefined : [open.trim(), close.trim()];
}

const slashes: readonly CommentSyntax[] = [{ line: '//' }, { block: ['/*', '*/'] }];
const hash: readonly CommentSyntax[] = [{ line: '#' }];
const dashes: readonly CommentSyntax[] = [{ line: '--' }];
const percent: readonly CommentSyntax[] = [{ line: '%' }];
const semicolon: readonly CommentSyntax[] = [{ line: ';' }];
const markup: readonly CommentSyntax[] = [{ block: ['<!--', '-->'] }];

function table(
	...entries: readonly (readonly [languageIds: string, syntaxes: readonly CommentSyntax[]])[]
): ReadonlyMap<string, readonly CommentSyntax[]> {
	return new Map(
		entries.flatMap(([ids, syntaxes]) => ids.split(' ').map(id => [id, syntaxes] as const)),
	);
}

const fallback = table(
	['c cpp csharp cuda-cpp dart go groovy hlsl java javascript javascriptreact json jsonc', slashes],
	['kotlin less objective-c objective-cpp php proto rust scala scss solidity swift', slashes],
	['terraform typescript typescriptreact verilog systemverilog wgsl zig', slashes],
	['cmake coffeescript dockercompose dockerfile dotenv elixir gdscript graphql ignore', hash],
	['makefile nim perl properties r raku ruby shellscript starlark tcl toml yaml', hash],
	['ada elm vhdl', dashes],
	['erlang latex matlab prolog tex', percent],
	['asm clojure ini lisp scheme', semicolon],
	['astro html markdown razor svelte vue vue-html xml xsl', markup],
	['bat', [{ line: 'REM' }]],
	['css', [{ block: ['/*', '*/'] }]],
	['fortran fortran-modern FortranFreeForm', [{ line: '!' }]],
	['fsharp', [{ line: '//' }, { block: ['(*', '*)'] }]],
	['handlebars', [{ block: ['{{!--', '--}}'] }]],
	['haskell', [{ line: '--' }, { block: ['{-', '-}'] }]],
	['julia', [{ line: '#' }, { block: ['#=', '=#'] }]],
	['lua', [{ line: '--' }, { block: ['--[[', ']]'] }]],
	['ocaml', [{ block: ['(*', '*)'] }]],
	['pascal', [{ line: '//' }, { block: ['{', '}'] }, { block: ['(*', '*)'] }]],
	['powershell', [{ line: '#' }, { block: ['<#', '#>'] }]],
	['python', [{ line: '#' }, { block: ['"""', '"""'] }]],
	['sql', [{ line: '--' }, { block: ['/*', '*/'] }]],
	['vb', [{ line: "'" }]],
	['viml vim', [{ line: '"' }]],
);

/** For languages whose configuration cannot be read, as where the editor runs without files. */
export function fallbackSyntaxes(languageId: string): readonly CommentSyntax[] {
	return fallback.get(languageId) ?? [];
}

const added = table(
	// A configuration names the tokens to comment code out with; readers write others too.
	['bat', [{ line: 'REM' }, { line: '::' }]],
	['clojure', semicolon],
	['handlebars', [{ block: ['{{!', '}}'] }, ...markup]],
	['ini', hash],
	['jade', [{ line: '//' }]],
	['php', hash],
	['python', [{ block: ["'''", "'''"] }]],
	['razor', [{ block: ['@*', '*@'] }]],
	['ruby', [{ block: ['=begin', '=end'] }]],
);

/** Tokens that a language has besides those that its configuration names. */
export function addedSyntaxes(languageId: string): readonly CommentSyntax[] {
	return added.get(languageId) ?? [];
}
