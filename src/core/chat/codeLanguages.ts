import {
	c,
	cpp,
	csharp,
	dart,
	java,
	kotlin,
	objectiveC,
	scala,
} from '@codemirror/legacy-modes/mode/clike';
import { clojure } from '@codemirror/legacy-modes/mode/clojure';
import { cmake } from '@codemirror/legacy-modes/mode/cmake';
import { css, less, sCSS } from '@codemirror/legacy-modes/mode/css';
import { diff } from '@codemirror/legacy-modes/mode/diff';
import { dockerFile } from '@codemirror/legacy-modes/mode/dockerfile';
import { erlang } from '@codemirror/legacy-modes/mode/erlang';
import { go } from '@codemirror/legacy-modes/mode/go';
import { groovy } from '@codemirror/legacy-modes/mode/groovy';
import { haskell } from '@codemirror/legacy-modes/mode/haskell';
import { javascript, json, typescript } from '@codemirror/legacy-modes/mode/javascript';
import { julia } from '@codemirror/legacy-modes/mode/julia';
import { lua } from '@codemirror/legacy-modes/mode/lua';
import { fSharp, oCaml } from '@codemirror/legacy-modes/mode/mllike';
import { perl } from '@codemirror/legacy-modes/mode/perl';
import { powerShell } from '@codemirror/legacy-modes/mode/powershell';
import { properties } from '@codemirror/legacy-modes/mode/properties';
import { protobuf } from '@codemirror/legacy-modes/mode/protobuf';
import { python } from '@codemirror/legacy-modes/mode/python';
import { r } from '@codemirror/legacy-modes/mode/r';
import { ruby } from '@codemirror/legacy-modes/mode/ruby';
import { rust } from '@codemirror/legacy-modes/mode/rust';
import { shell } from '@codemirror/legacy-modes/mode/shell';
import { standardSQL } from '@codemirror/legacy-modes/mode/sql';
import { swift } from '@codemirror/legacy-modes/mode/swift';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { html, xml } from '@codemirror/legacy-modes/mode/xml';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { rowTokenizer } from './codeTokens.ts';
import type { RowTokenizer } from './codeTokens.ts';

/** A tokenizer for the words, split by blanks, that fences name a language by. */
const languages: readonly (readonly [names: string, tokenizer: () => RowTokenizer])[] = [
	['ts typescript tsx typescriptreact mts cts', () => rowTokenizer(typescript)],
	['js javascript jsx javascriptreact mjs cjs node', () => rowTokenizer(javascript)],
	['json jsonc json5 jsonl', () => rowTokenizer(json)],
	['py python python3 py3 gyp', () => rowTokenizer(python)],
	['java', () => rowTokenizer(java)],
	['c h', () => rowTokenizer(c)],
	['cpp c++ cc cxx hpp cuda arduino ino', () => rowTokenizer(cpp)],
	['cs csharp c#', () => rowTokenizer(csharp)],
	['kt kotlin kts', () => rowTokenizer(kotlin)],
	['scala', () => rowTokenizer(scala)],
	['dart', () => rowTokenizer(dart)],
	['m objc objective-c objectivec', () => rowTokenizer(objectiveC)],
	['go golang', () => rowTokenizer(go)],
	['rs rust', () => rowTokenizer(rust)],
	['rb ruby', () => rowTokenizer(ruby)],
	['swift', () => rowTokenizer(swift)],
	['lua', () => rowTokenizer(lua)],
	['pl perl', () => rowTokenizer(perl)],
	['r', () => rowTokenizer(r)],
	['jl julia', () => rowTokenizer(julia)],
	['hs haskell', () => rowTokenizer(haskell)],
	['ml ocaml', () => rowTokenizer(oCaml)],
	['fs fsharp f#', () => rowTokenizer(fSharp)],
	['clj clojure cljs edn', () => rowTokenizer(clojure)],
	['erl erlang', () => rowTokenizer(erlang)],
	['groovy gradle', () => rowTokenizer(groovy)],
	['sh bash shell zsh shellscript ksh console terminal', () => rowTokenizer(shell)],
	['ps1 powershell pwsh ps', () => rowTokenizer(powerShell)],
	['sql mysql postgresql postgres pgsql sqlite tsql plsql', () => rowTokenizer(standardSQL)],
	['css', () => rowTokenizer(css)],
	['scss sass', () => rowTokenizer(sCSS)],
	['less', () => rowTokenizer(less)],
	['html htm vue svelte astro', () => rowTokenizer(html)],
	['xml svg xsl xaml plist csproj', () => rowTokenizer(xml)],
	['yaml yml', () => rowTokenizer(yaml)],
	['toml', () => rowTokenizer(toml)],
	['ini properties conf cfg env dotenv editorconfig', () => rowTokenizer(properties)],
	['dockerfile docker containerfile', () => rowTokenizer(dockerFile)],
	['cmake', () => rowTokenizer(cmake)],
	['proto protobuf', () => rowTokenizer(protobuf)],
	['diff patch', () => rowTokenizer(diff)],
];

const byName: ReadonlyMap<string, () => RowTokenizer> = new Map(
	languages.flatMap(([names, tokenizer]) =>
		names.split(' ').map(name => [name, tokenizer] as const),
	),
);

/** @returns `undefined` for a language that is not known: its code stays plain. */
export function tokenizerFor(language: string): RowTokenizer | undefined {
	return byName.get(language.toLowerCase())?.();
}
