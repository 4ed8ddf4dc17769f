/**
 * Checks that foreign text reaches the outside by guarded doors only: each way to show, copy, run, log
 * or send something may be used in the file that guards it, and nowhere else.
 */
import { sourceFiles } from './sources.ts';

interface Sink {
	/** What it is, and by which guard it is used. */
	readonly what: string;
	readonly pattern: RegExp;
	/** The only files that may have it. */
	readonly doors: readonly string[];
	/** Where else it is nobody's business: the rooms that the rule is for. */
	readonly rooms: RegExp;
	/** A row that must be refused: a rule that refuses nothing proves nothing. */
	readonly planted: string;
}

const anywhere = /^src\//;
const host = /^src\/(?:host\/|extension)/;
const webview = /^src\/webview\//;

const sinks: readonly Sink[] = [
	{
		what: 'notifications, the status bar and progress: through src/host/say.ts',
		pattern:
			/\bshow(?:Information|Warning|Error)Message\b|\bsetStatusBarMessage\b|\bwithProgress\b/,
		doors: ['src/host/say.ts'],
		rooms: host,
		planted: 'void vscode.window.showWarningMessage(answer);',
	},
	{
		what: 'Markdown of VS Code: fenced code, parsed anew, or our own links',
		pattern: /\bnew (?:vscode\.)?MarkdownString\b|\bappendMarkdown\b|\bisTrusted = /,
		doors: ['src/host/edit/hover.ts', 'src/host/explain/inPlace.ts'],
		rooms: host,
		planted: 'item.tooltip = new vscode.MarkdownString(answer);',
	},
	{
		what: 'HTML in Markdown of VS Code: never',
		pattern: /\bsupportHtml\b|\bbaseUri\b/,
		doors: [],
		rooms: host,
		planted: 'body.supportHtml = true;',
	},
	{
		what: 'terminals: one plain row, not run, through src/host/terminalPrompts.ts',
		pattern: /\bsendText\b|\bsendSequence\b|\bshellIntegration\??\.executeCommand\b/,
		doors: ['src/host/terminalPrompts.ts'],
		rooms: host,
		planted: 'terminal.sendText(command);',
	},
	{
		what: 'the clipboard: through src/host/clipboard.ts',
		pattern: /\bclipboard\b.*\bwriteText\b|\.writeText\(|\bexecCommand\(\s*'copy'/,
		doors: ['src/host/clipboard.ts'],
		rooms: anywhere,
		planted: 'await vscode.env.clipboard.writeText(answer);',
	},
	{
		what: 'logs: through src/host/logChannel.ts',
		pattern: /\bcreateOutputChannel\b|(?<!["'`])\bconsole\.\w+\(/,
		doors: ['src/host/logChannel.ts'],
		rooms: anywhere,
		planted: 'console.log(key);',
	},
	{
		what: 'decorations: text through shown() in src/host/edit/attachments.ts',
		pattern: /\bcontentText\b(?!: shown\()/,
		doors: [],
		rooms: host,
		planted: 'after: { contentText: answer },',
	},
	{
		what: 'the browser: after the whole address was shown, in src/host/chat/codeActs.ts',
		pattern: /\bopenExternal\b/,
		doors: ['src/host/chat/codeActs.ts'],
		rooms: host,
		planted: 'await vscode.env.openExternal(uri);',
	},
	{
		what: 'markup out of strings: never',
		pattern:
			/\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|srcdoc|DOMParser)\b|\bdocument\.write/,
		doors: [],
		rooms: webview,
		planted: 'node.innerHTML = answer;',
	},
	{
		what: 'addresses and styles in the page: never out of an answer',
		pattern: /\.(?:href|action|formAction)\s*=|'(?:href|style|srcdoc|action|on[a-z]+)'\s*[,:]/,
		doors: [],
		rooms: webview,
		planted: 'link.href = url;',
	},
	{
		what: 'requests: only the gateway client and the connection test send any, by src/host/platformFetch.ts',
		pattern:
			/\bglobalThis\.fetch\b|\bXMLHttpRequest\b|\bnew (?:WebSocket|EventSource)\b|\bsendBeacon\b/,
		doors: ['src/host/platformFetch.ts'],
		rooms: anywhere,
		planted: 'await globalThis.fetch(url);',
	},
	{
		what: 'the model client: only src/core/gateway/transport.ts',
		pattern: /(?:from|import\() ?'openai/,
		doors: ['src/core/gateway/transport.ts'],
		rooms: anywhere,
		planted: "import OpenAI from 'openai';",
	},
	{
		what: 'network modules of Node: never',
		pattern: /'node:(?:http|https|http2|net|tls|dgram|dns|child_process)'/,
		doors: [],
		rooms: anywhere,
		planted: "import { connect } from 'node:net';",
	},
];

/** The rows of a file without comments, which may speak of anything. */
function rowsOf(contents: string): readonly string[] {
	return contents
		.replaceAll(/\/\*[^]*?\*\//g, comment => comment.replaceAll(/[^\n]/g, ''))
		.split('\n')
		.map(row => row.replace(/(?:^|\s)\/\/ .*$/, ''));
}

const files = await sourceFiles();
const problems: string[] = [];
for (const { what, pattern, doors, rooms, planted } of sinks) {
	if (!pattern.test(planted)) {
		problems.push(`This rule would not refuse what it is for: ${what}.`);
	}
	for (const { file, contents } of files) {
		if (!rooms.test(file) || doors.includes(file)) {
			continue;
		}
		for (const [index, row] of rowsOf(contents).entries()) {
			if (pattern.test(row)) {
				problems.push(`${file}:${index + 1} goes around a door (${what}): ${row.trim()}`);
			}
		}
	}
	for (const door of doors) {
		if (!files.some(({ file, contents }) => file === door && pattern.test(contents))) {
			problems.push(`${door} is no door any more (${what}).`);
		}
	}
}

for (const problem of problems) {
	console.error(problem);
}
console.log(`Sinks: ${sinks.length} with one door each, ${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;
