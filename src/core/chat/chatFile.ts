import { splitRows } from '../text.ts';
import { longestLabel } from './protocolShapes.ts';
import { turnOf } from './record.ts';
import type { Question, Turn } from './turn.ts';

/** A conversation as a file holds it. */
export interface ChatFile {
	/** Empty where none is known. */
	readonly title: string;
	readonly turns: readonly Turn[];
}

/** Makes ids for what is imported: those in a file may be of a chat that is here already. */
export type NewId = () => string;

const format = 'doubao-chat';
const version = 1;
/** More than any conversation has. */
const mostTurns = 100_000;

/** All branches, with everything that is known of each turn but what a gateway keeps. */
export function chatJson({ title, turns }: ChatFile): string {
	const shown = turns.map(turn => {
		const { stored: _, ...settled } = turn.settled ?? { outcome: 'interrupted', duration: 0 };
		return { ...turn, settled };
	});
	return `${JSON.stringify({ format, version, title, turns: shown }, undefined, '\t')}\n`;
}

/** The open branch to be read: each message under a heading, answers as they were written. */
export function chatMarkdown({ title, turns }: ChatFile): string {
	const parts = turns.flatMap(({ question, answer, settled, askedModel }) => {
		const attached = question.context.map(({ label }) => `> ${label.replaceAll(/[\r\n]/g, ' ')}`);
		const model = settled?.model ?? askedModel;
		return [
			[`<!-- ${format}: you -->`, '## You', ...attached.slice(0, 100)],
			['', quoted(question.shown), ''],
			[`<!-- ${format}: answer -->`, `## Doubao${model === '' ? '' : ` (${model})`}`],
			['', quoted(answer), ''],
		].flat();
	});
	return [`# ${title.replaceAll(/\s+/g, ' ')}`, '', ...parts].join('\n');
}

/** A text that looks like one of our marks must not become one. */
function quoted(text: string): string {
	return text.replaceAll(/^(\\*)(<!-- doubao-chat:)/gmu, '$1\\$2');
}

function unquoted(text: string): string {
	return text.replaceAll(/^\\(\\*<!-- doubao-chat:)/gmu, '$1');
}

/**
 * Reads what was exported, or, from Markdown of others, messages under headings that say who speaks.
 *
 * @returns `undefined` when there is no conversation in it.
 */
export function readChat(source: string, newId: NewId): ChatFile | undefined {
	const text = source.replace(/^\uFEFF/u, '');
	const found = /^\s*\{/u.test(text) ? fromJson(text) : fromMarkdown(text);
	const turns = found && freshened(found.turns, newId);
	return turns && turns.length > 0 ? { title: found.title, turns } : undefined;
}

function fromJson(text: string): ChatFile | undefined {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (typeof parsed !== 'object' || parsed === null) {
		return undefined;
	}
	const fields = new Map<string, unknown>(Object.entries(parsed));
	const [written, title, turns] = ['version', 'title', 'turns'].map(name => fields.get(name));
	const isOurs = fields.get('format') === format && typeof written === 'number';
	if (!isOurs || written > version || !Array.isArray(turns) || turns.length > mostTurns) {
		return undefined;
	}
	const read = turns.map(turnOf).filter(turn => turn !== undefined);
	return read.length === turns.length
		? { title: typeof title === 'string' ? title.slice(0, 200) : '', turns: read }
		: undefined;
}

/**
 * Other ids, the same branches; what had no end is broken off. A file may come from anybody: nothing
 * in it may act here, so that places and failures, whose buttons run commands, stay behind.
 */
function freshened(turns: readonly Turn[], newId: NewId): readonly Turn[] {
	const ids = new Map(turns.map(({ id }) => [id, newId()] as const));
	return turns.map((turn, seq) => {
		const { replaces, settled = { outcome: 'interrupted', duration: 0 } as const, ...rest } = turn;
		const { stored: _, failure: _failure, session: _session, ...kept } = settled;
		const standsFor = replaces === undefined ? undefined : ids.get(replaces);
		return {
			...rest,
			id: ids.get(turn.id) ?? newId(),
			seq,
			parent: turn.parent === null ? null : (ids.get(turn.parent) ?? null),
			...(standsFor !== undefined && { replaces: standsFor }),
			question: freshenedQuestion(turn.question),
			askedModel: turn.askedModel.slice(0, longestLabel),
			settled: {
				...kept,
				...(kept.model !== undefined && { model: kept.model.slice(0, longestLabel) }),
			},
		};
	});
}

function freshenedQuestion({ context, cut, ...rest }: Question): Question {
	return {
		...rest,
		context: context.map(one => {
			const { source: _, ...kept } = one;
			return { ...kept, label: one.label.slice(0, longestLabel) };
		}),
		...(cut && { cut: cut.map(one => ({ ...one, label: one.label.slice(0, longestLabel) })) }),
	};
}

const mark = /^<!-- doubao-chat: (you|answer) -->$/u;
const asker = /^#{1,3}\s*\**\s*(?:you|user|human|me|我|用户)(?!\w).{0,40}$/iu;
const answerer =
	/^#{1,3}\s*\**\s*(?:doubao|assistant|ai|answer|claude|gpt|chatgpt|copilot|豆包|助手)(?!\w).{0,60}$/iu;

interface Spoken {
	readonly by: 'you' | 'answer';
	readonly rows: string[];
}

function fromMarkdown(text: string): ChatFile | undefined {
	const rows = splitRows(text);
	const isOurs = rows.some(row => mark.test(row));
	const spoken: Spoken[] = [];
	let title = '';
	for (const row of rows) {
		const by = isOurs ? mark.exec(row)?.[1] : speakerOf(row);
		if (by === 'you' || by === 'answer') {
			spoken.push({ by, rows: [] });
		} else if (spoken.length > 0) {
			spoken.at(-1)?.rows.push(row);
		} else {
			title ||= /^#\s+(.+)$/u.exec(row)?.[1]?.trim() ?? '';
		}
	}
	const turns: Turn[] = [];
	for (const [index, { by, rows: own }] of spoken.entries()) {
		if (by === 'you') {
			const next = spoken[index + 1];
			const answer = next?.by === 'answer' ? bodyOf(next.rows, isOurs) : '';
			turns.push(spokenTurn(bodyOf(own, isOurs), answer, turns));
		}
	}
	return { title: title.slice(0, 200), turns };
}

function speakerOf(row: string): Spoken['by'] | undefined {
	return asker.test(row) ? 'you' : answerer.test(row) ? 'answer' : undefined;
}

function bodyOf(rows: readonly string[], isOurs: boolean): string {
	if (!isOurs) {
		return rows.join('\n').trim();
	}
	// The heading, what was attached, and the blank rows that stand around the text are ours.
	const start = rows.indexOf('');
	return unquoted(rows.slice(start + 1, -1).join('\n'));
}

function spokenTurn(text: string, answer: string, before: readonly Turn[]): Turn {
	return {
		id: String(before.length),
		seq: before.length,
		parent: before.at(-1)?.id ?? null,
		question: { text, shown: text, context: [], task: 'chat' },
		askedModel: '',
		answer,
		reasoning: '',
		settled: { outcome: answer === '' ? 'interrupted' : 'complete', duration: 0 },
	};
}
