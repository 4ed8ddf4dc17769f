import { demoBlocks } from './demoBlocks.ts';
import { demoEdit, demoPart } from './demoEdit.ts';
import { demoLanguage } from './demoLanguage.ts';
import { demoScripts, type DemoScript } from './demoScripts.ts';
import type { Message } from './gateway.ts';

type DemoTask = 'edit' | 'blocks' | 'generate' | 'explain' | 'chat' | 'commit' | 'command';

interface Fence {
	readonly mark: string;
	readonly language: string;
	readonly code: string;
}

/**
 * The demo's answer to a request. The system prompt's line `Task: …` tells what is asked; the
 * code in question stands in the last fenced block of the last user message.
 */
export function demoAnswer(
	messages: readonly Message[],
	scripts: readonly DemoScript[] = demoScripts,
): string {
	const task = taskOf(messages);
	if (task === 'commit') {
		return 'Demo: canned message, no model was asked';
	}
	if (task === 'command') {
		return fenced('echo "Demo: canned command, no model was asked"', 'sh', undefined);
	}
	const question = messages.findLast(({ role }) => role === 'user')?.content ?? '';
	const fence = lastFence(question);
	const known = scripts.filter(script => (script.task ?? 'edit') === task);
	const found = known.find(({ find }) => squeeze(fence?.code ?? question).includes(squeeze(find)));
	if (task === 'explain' || task === 'chat') {
		const words = fence ? question.replace(fence.code, '') : question;
		const chinese = isChinese(words) || wantsChinese(messages);
		const canned = (chinese ? found?.chinese : undefined) ?? found?.answer;
		return canned === undefined ? explanation(chinese, fence) : `${canned}\n\n${notice(chinese)}`;
	}
	const { language = '', code = '', mark } = fence ?? {};
	if (task === 'blocks') {
		return demoBlocks(code, language, question);
	}
	if (task === 'generate' || code.trim() === '') {
		const indent = /^[ \t]*/.exec(code)?.[0] ?? '';
		const made = indented(found?.answer ?? generated(language), indent);
		// Code that the comment speaks of is kept: canned code is no better version of it.
		const keeps = /^The (?:comment in|last block begins with)/m.test(question);
		return fenced(keeps ? `${made}\n${code}` : made, language, mark);
	}
	if (/^Rewrite this part of /m.test(question)) {
		return fenced(demoPart(code, language), language, mark);
	}
	const scripted = known.map(script => patch(code, script)).find(rows => rows !== undefined);
	return fenced(scripted ?? demoEdit(code, language), language, mark);
}

/** \`code\` with the rows of a script replaced, or \`undefined\` where they do not stand in it. */
function patch(code: string, { find, answer }: DemoScript): string | undefined {
	const rows = code.split('\n');
	const wanted = find.split('\n');
	const start = rows.findIndex((_, at) =>
		wanted.every((row, offset) => rows[at + offset]?.trim() === row.trim()),
	);
	if (start < 0) {
		return undefined;
	}
	const depth = (row = '') => row.length - row.trimStart().length;
	const indent = rows[start]?.slice(0, Math.max(0, depth(rows[start]) - depth(wanted[0]))) ?? '';
	return [
		...rows.slice(0, start),
		indented(answer, indent),
		...rows.slice(start + wanted.length),
	].join('\n');
}

function indented(code: string, indent: string): string {
	return code.replace(/^(?=.)/gm, indent);
}

const isTask = (name: string): name is DemoTask =>
	['edit', 'blocks', 'generate', 'explain', 'chat', 'commit', 'command'].includes(name);

function taskOf(messages: readonly Message[]): DemoTask {
	const system = messages.filter(({ role }) => role === 'system');
	for (const { content } of system) {
		const found = /^Task: (edit|blocks|generate|explain|chat|commit|command)\s*$/m.exec(
			content,
		)?.[1];
		if (found !== undefined && found !== 'chat' && isTask(found)) {
			return found;
		}
	}
	return 'chat';
}

/** The last fenced block, closed or not. */
export function lastFence(markdown: string): Fence | undefined {
	let last: Fence | undefined;
	let open: { mark: string; language: string; rows: string[] } | undefined;
	for (const row of markdown.split(/\r?\n/)) {
		const mark = /^(`{3,}|~{3,})\s*([^\s`]*)/.exec(row);
		if (open && row.trimEnd().startsWith(open.mark) && /^([`~])\1*$/.test(row.trimEnd())) {
			last = { mark: open.mark, language: open.language, code: open.rows.join('\n') };
			open = undefined;
		} else if (open) {
			open.rows.push(row);
		} else if (mark) {
			open = { mark: mark[1] ?? '```', language: mark[2] ?? '', rows: [] };
		}
	}
	return open ? { ...open, code: open.rows.join('\n') } : last;
}

/** In the fence that the question used, or in a longer one where the code holds that. */
function fenced(code: string, language: string, mark = '```'): string {
	const longest = Math.max(0, ...(code.match(/`{3,}/g) ?? []).map(({ length }) => length));
	const fence = mark.startsWith('`') && mark.length <= longest ? '`'.repeat(longest + 1) : mark;
	return `${fence}${language}\n${code}\n${fence}\n`;
}

function generated(name: string): string {
	const { comment, sample } = demoLanguage(name);
	const [open, close] = comment ?? ['', ''];
	return comment
		? `${open} Demo: canned code, whatever the comment says. No model was asked.${close}\n${sample}`
		: sample;
}

function squeeze(text: string): string {
	return text.replace(/\s+/g, '');
}

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

/** Told so outright. A chat follows the language of the question. */
function wantsChinese(messages: readonly Message[]): boolean {
	return messages.some(
		({ role, content }) => role === 'system' && /\bAnswer in \w+ Chinese[,.]/.test(content),
	);
}

function notice(chinese: boolean): string {
	return chinese
		? '> 这是内置演示：没有询问任何模型。要得到真正的回答，请先运行命令 **Doubao: 选择网关…**，再运行 **Doubao: 设置 API 密钥…**。'
		: '> This is the built-in demo: no model was asked. For real answers, choose a gateway with **Doubao: Choose Gateway…** and store a key with **Doubao: Set API Key…**.';
}

function explanation(chinese: boolean, fence: Fence | undefined): string {
	return [
		chinese ? '## 演示回答' : '## A canned answer',
		notice(chinese),
		...(fence && fence.code.trim() !== '' ? aboutCode(fence, chinese) : aboutChat(chinese)),
	].join('\n\n');
}

/** What can be said about code by counting. */
function aboutCode({ code, language }: Fence, chinese: boolean): readonly string[] {
	const rows = code.split('\n');
	const { definition } = demoLanguage(language);
	const names = rows.flatMap(row => definition.exec(row)?.slice(1).find(Boolean) ?? []);
	const branches = rows.filter(row => /\b(if|else|elif|switch|case|match)\b/.test(row)).length;
	const loops = rows.filter(row => /\b(for|while|loop)\b/.test(row)).length;
	const list = names
		.slice(0, 5)
		.map(name => `\`${name}\``)
		.join(', ');
	const facts = chinese
		? [`共 ${rows.length} 行`, `定义：${list || '无'}`, `分支 ${branches} 处，循环 ${loops} 处`]
		: [
				`${rows.length} rows`,
				`Definitions: ${list || 'none'}`,
				`Branches: ${branches}, loops: ${loops}`,
			];
	const first = rows.find(row => row.trim() !== '')?.trim() ?? '';
	return [
		chinese ? '### 不靠模型也能数出来的' : '### What counting alone can tell',
		facts.map(fact => `- ${fact}`).join('\n'),
		chinese ? '### 开头一行' : '### How it begins',
		fenced(first, language).trimEnd(),
	];
}

function aboutChat(chinese: boolean): readonly string[] {
	return chinese
		? [
				'### 可以试试',
				'- 选中代码，按 **Alt+I**，看修改如何逐行出现\n- 逐块接受或拒绝\n- 让它解释选中的代码',
				'### 回答里的代码',
				fenced("console.log('你好，豆包');", 'ts').trimEnd(),
			]
		: [
				'### Things to try',
				'- Select code, press **Alt+I**, and watch the change stream in\n- Accept one change and reject another\n- Have the selection explained',
				'### How code looks in an answer',
				fenced("console.log('Hello, Doubao');", 'ts').trimEnd(),
			];
}
