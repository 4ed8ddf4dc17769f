import { Archive } from '../../../src/core/chat/archive.ts';
import { conversation } from '../../../src/core/chat/conversation.ts';
import { History } from '../../../src/core/chat/history.ts';
import { makeId } from '../../../src/core/chat/record.ts';
import type { Question } from '../../../src/core/chat/turn.ts';
import { FilesInMemory, silent } from './historyOnDisk.ts';
import { ScriptedGateway, answerEnd } from './scriptedGateway.ts';

export function question(text: string): Question {
	return { text, shown: text, context: [], task: 'chat' };
}

/** Windows over one disk; each remembers its own last session. */
export function disk() {
	const files = new FilesInMemory();
	let time = 1_700_000_000_000;
	let windows = 0;
	const memory: { last?: string } = {};
	const ignore = () => {};
	const open = (last: { last?: string } = memory) => {
		const gateway = new ScriptedGateway();
		const failures: (string | undefined)[] = [];
		const unread: number[] = [];
		const forgotten: string[] = [];
		const titles = new Map<string, string>();
		const archive = new Archive({
			gateway,
			prompt: turns => conversation(turns),
			model: () => 'm',
			reasoning: () => 'off',
			now: () => 0,
			newId: () => makeId((time += 1000), Math.random),
			history: new History({
				files,
				window: `window0${windows++}`,
				now: () => (time += 1),
				log: silent,
			}),
			last: {
				get: () => last.last,
				set: id => {
					last.last = id;
				},
			},
			workspace: 'file:///w',
			after: () => ({ dispose: ignore }),
			failing: reason => failures.push(reason),
			unread: damaged => unread.push(damaged),
			changed: ignore,
			titleBy: async ({ question: { shown } }) => titles.get(shown),
			forget: stored => forgotten.push(...stored.map(({ id }) => id)),
			observe: () => ({
				started: ignore,
				shown: ignore,
				lengthened: ignore,
				delta: ignore,
				waiting: ignore,
				settled: ignore,
				removed: ignore,
				queued: ignore,
				withdrawn: ignore,
			}),
		});
		const ask = async (text: string, answer: string, storedAs?: string) => {
			const asked = archive.sessions.open.ask(question(text));
			await gateway.emit(
				{ type: 'text', text: answer },
				{
					type: 'end',
					end: answerEnd({
						text: answer,
						...(storedAs !== undefined && { stored: { id: storedAs, expiresAt: 1 } }),
					}),
				},
			);
			await asked;
			await archive.list();
		};
		const read = () => archive.sessions.open.turns.map(({ answer }) => answer).join(' ');
		return { archive, gateway, ask, read, failures, unread, forgotten, titles };
	};
	return { files, memory, open };
}
