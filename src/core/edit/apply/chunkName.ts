/**
 * What a row of code defines, as far as its first words tell. No language is parsed: a name that is
 * not recognised only means that the place has to be found in another way, or that the user is asked.
 */

const modifier =
	'(?:export|default|declare|abstract|public|private|protected|internal|static|final|override|async|readonly|sealed|virtual|partial|open|inline|suspend|pub(?:\\([^)]*\\))?|unsafe|const|extern|case|implicit|lazy|synchronized|native|mutating|fileprivate|required|convenience|local|data)';
const keyword =
	'(?:function\\*?|def|defp|defn|defmodule|defmacro|fn|func|fun|sub|class|interface|struct|enum|trait|impl|type|module|namespace|record|object|protocol|extension|union|message|service|rpc|input|procedure)';
const definition = new RegExp(`^(?:${modifier}\\s+)*(${keyword})\\s+(.*)$`);
const variable = new RegExp(
	`^(?:(?:export|default|declare|pub(?:\\([^)]*\\))?|static|final|public|private|protected|internal|readonly|local)\\s+)*(?:const|let|var|val|static|local)\\s+(?:mut\\s+)?([\\w$]+)`,
);
const assignment =
	/^(?<name>[\w$@][\w$.]*(?:\[[^\]]*\])?)\s*(?::\s*[^=]+?)?\s*(?:=(?![=>])|:=|<-|\?=|\+=)/;
const method = new RegExp(
	`^(?:${modifier}\\s+)*(?:get\\s+|set\\s+)?[*#]?([\\w$#]+)\\s*(?:<[^>]*>)?\\s*\\(.*(?:\\{|\\(|,)\\s*$`,
);
const typedMethod = new RegExp(
	`^(?:${modifier}\\s+)*(?:[\\w<>\\[\\],.*&:?]+\\s+)+[*&]*([\\w:~]+)\\s*\\([^;=]*[^;]$`,
);
const typedProperty = new RegExp(
	`^(?:${modifier}\\s+)*(?:[\\w<>\\[\\],.?]+\\s+)([\\w]+)\\s*\\{\\s*get\\b`,
);
const field = new RegExp(`^(?:${modifier}\\s+)*#?([\\w$]+)[?!]?\\s*:\\s*\\S`);
const shellFunction = /^(?:function\s+)?([\w-]+)\s*\(\)\s*\{?$/;
const testCase = /^((?:it|test|describe|suite)(?:\.\w+)?\(\s*(?:'[^']*'|"[^"]*"|`[^`]*`))/;
const lisp = /^\((?:defn-?|defun|define|defmacro|def)\s+\(?([^\s()]+)/;
const statements =
	/^(?:if|for|while|switch|catch|return|else|with|lock|foreach|match|when|unless|elif|do|try|throw|new|await|yield|delete|typeof|using|assert|raise|print|puts|echo|import|from|package|use|include|require|break|continue|pass|goto|default|case|in|not|and|or|select|defer|go|fi|done|then|end)\b/;

const importFrom = [
	/^import\b.*\bfrom\s+['"]([^'"]+)['"]/,
	/^import\s+['"]([^'"]+)['"]/,
	/^from\s+([\w.]+)\s+import\b/,
	/^import\s+(?:static\s+)?([\w.*]+)(?:\s+as\s+\w+)?;?$/,
	/^(?:pub\s+)?use\s+([^;]+);$/,
	/^using\s+([\w.]+);$/,
	/^import\s*(\()$/,
	/^#include\s+([<"][^>"]+[>"])/,
	/^(?:const|let|var)\s+.*=\s*require\(\s*['"]([^'"]+)['"]\s*\)/,
	/^require(?:_relative)?\s+['"]([^'"]+)['"]/,
];

const marked = /^(?:html|xml|vue|svelte|typescriptreact|javascriptreact)$/;
const element =
	/^(<[A-Za-z][\w.:-]*(?:\s+(?:id|class|className|name|key)=(?:"[^"]*"|'[^']*'|\{[^}]*\}))?)/;

const styleSheets: ReadonlySet<string> = new Set(['css', 'scss', 'less']);

/** Rows that bring something in; what they bring. */
export function importOf(row: string): string | undefined {
	const text = row.trim();
	for (const pattern of importFrom) {
		const found = pattern.exec(text)?.[1];
		if (found !== undefined) {
			return found.trim();
		}
	}
	return undefined;
}

/** The name that a row gives to what begins there. Equal names in one place mean the same thing. */
export function nameOf(row: string, languageId: string): string | undefined {
	const text = row.trim();
	const imported = importOf(text);
	if (imported !== undefined) {
		return `import ${imported}`;
	}
	return bySettings(text, languageId) ?? byCode(text, languageId);
}

function bySettings(text: string, languageId: string): string | undefined {
	switch (languageId) {
		case 'yaml':
		case 'dockercompose':
			return /^(?!-\s)["']?([\w./$-]+)["']?\s*:(?:\s|$)/.exec(text)?.[1];
		case 'toml':
		case 'ini':
		case 'properties':
		case 'dotenv':
			return (
				/^(\[+[^\]]+\]+)/.exec(text)?.[1] ??
				/^(?:export\s+)?["']?([\w.-]+)["']?\s*[=:]/.exec(text)?.[1]
			);
		case 'makefile':
			return /^([\w./%-]+)\s*(?::(?!=)|[?:+]?=)/.exec(text)?.[1];
		case 'sql':
			return /^create\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."`]+)/i
				.exec(text)?.[1]
				?.toLowerCase();
		default:
			return undefined;
	}
}

function byCode(text: string, languageId: string): string | undefined {
	if (styleSheets.has(languageId)) {
		return text.endsWith('{')
			? text.slice(0, -1).trim().replaceAll(/\s+/g, ' ')
			: /^([\w$@-]+)\s*:/.exec(text)?.[1];
	}
	if (languageId === 'terraform' && text.endsWith('{')) {
		return text.slice(0, -1).trim();
	}
	const tag = marked.test(languageId) ? element.exec(text)?.[1] : undefined;
	if (tag !== undefined) {
		return tag;
	}
	const found = definition.exec(text);
	if (
		found &&
		/^(?:struct|union|enum)$/.test(found[1] ?? '') &&
		/^\w+\s+[*\w][^{]*$/.test(found[2] ?? '')
	) {
		return undefined;
	}
	if (found && (found[1] === 'func' || !/^[=:(.]/.test(found[2] ?? ''))) {
		return definedName(found[1] ?? '', found[2] ?? '');
	}
	const test = testCase.exec(text)?.[1] ?? lisp.exec(text)?.[1];
	if (test !== undefined) {
		return test;
	}
	if (statements.test(text)) {
		return undefined;
	}
	return (
		variable.exec(text)?.[1] ??
		shellFunction.exec(text)?.[1] ??
		typedProperty.exec(text)?.[1] ??
		method.exec(text)?.[1] ??
		typedMethod.exec(text)?.[1] ??
		assignment.exec(text)?.groups?.['name'] ??
		field.exec(text)?.[1]
	);
}

function definedName(kind: string, rest: string): string | undefined {
	const receiver = /^\(\s*\w*\s*\*?(\w+)[^)]*\)\s*(\w+)/.exec(rest);
	if (kind === 'func' && receiver) {
		return `${receiver[1]}.${receiver[2]}`;
	}
	if (kind === 'impl' || kind === 'extension') {
		return `${kind} ${rest.replace(/\s*(?:where\b.*)?\{?\s*$/, '')}`;
	}
	return /^[`'"]?([\w$][\w$.:?!'-]*)/.exec(rest)?.[1]?.replace(/:+$/, '');
}
