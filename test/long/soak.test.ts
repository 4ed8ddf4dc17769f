import assert from 'node:assert/strict';
import { env } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { disk } from '../core/chat/disk.ts';
import { Play, type Scenario } from '../core/edit/play.ts';
import { rewrite, shop } from '../host/shop.ts';
import { ScriptedGateway } from '../support/gateway.ts';
import { HostWindow } from './hostWindow.ts';
import { trials } from '../support/trials.ts';

/** Turns, and edits. */
const rounds = Number(env['SOAK_ROUNDS'] ?? 2_000);
/** The same without an editor. */
const coreRounds = 2_000;
/** Bytes by which the heap may grow after the first tenth. */
const mostGrowth = 10 * 1024 * 1024;

/** Turns of the chat, and meanwhile as many edits, each in a file of its own. */
const atOnce = 4;

/** Turns, and beside them edits that are reviewed, again and again. Runs in the extension host. */
const work = `async (api, { from, to, shop, atOnce }) => {
	const run = (id, argument) => api.commands.executeCommand('doubao.' + id, argument);
	const open = async name => api.window.showTextDocument(
		api.Uri.joinPath(api.workspace.workspaceFolders[0].uri, name), { preview: false });
	const turns = async round => {
		for (let turn = 0; turn < atOnce; turn++) {
			const asked = await run('ask', { text: 'Question ' + (round + turn) + '?' });
			if (asked.outcome !== 'complete') {
				throw new Error('turn ' + round + ': ' + JSON.stringify(asked));
			}
		}
	};
	const edits = async () => {
		const all = [];
		for (let file = 0; file < atOnce; file++) {
			const editor = await open('soak' + file + '.js');
			const { document } = editor;
			const whole = new api.Range(0, 0, document.lineCount, 0);
			await editor.edit(edit => edit.replace(whole, shop));
			editor.selection = new api.Selection(0, 0, 11, 0);
			all.push(run('editSelection', { instruction: 'simplify' }));
		}
		return await Promise.all(all);
	};
	for (let round = from; round < to; round += atOnce) {
		if (round % 20 === 0) {
			await run('newChat');
		}
		const [, edited] = await Promise.all([turns(round), edits()]);
		if (edited.some(({ outcome }) => outcome !== 'review')) {
			throw new Error('edit ' + round + ': ' + JSON.stringify(edited));
		}
		for (let file = 0; file < atOnce; file++) {
			const { document } = await open('soak' + file + '.js');
			await run(file % 2 === 0 ? 'acceptAll' : 'rejectAll');
			if (file % 2 === 1 && document.getText() !== shop) {
				throw new Error('edit ' + round + ' was not given back: ' + document.getText());
			}
		}
	}
}`;

/** What the extension host holds. Runs there. */
const measure = `() => {
	const module = name => process.getBuiltinModule('node:' + name);
	module('v8').setFlagsFromString('--expose-gc');
	const gc = module('vm').runInNewContext('gc');
	gc();
	gc();
	return {
		heap: process.memoryUsage().heapUsed,
		files: module('fs').readdirSync('/proc/self/fd').length,
		sockets: process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap').length,
		timers: process.getActiveResourcesInfo().filter(name => name === 'Timeout').length,
	};
}`;

interface Held {
	readonly heap: number;
	readonly files: number;
	readonly sockets: number;
	readonly timers: number;
}

/** Rules of the workbench's style sheets that belong to decoration types. Runs in its page. */
const decorationRules = `() => [...document.styleSheets].flatMap(sheet => {
	try {
		return [...sheet.cssRules].filter(rule => rule.cssText.includes('.ced-'));
	} catch {
		return [];
	}
}).length`;

/** The same without VS Code: what sessions, history and edits hold, and nothing else. */
describe('a long day in the core', function () {
	this.timeout(0);

	it(`of ${coreRounds} turns and ${coreRounds} edits grows by less than 10 MB after its first tenth`, async () => {
		trials(coreRounds);
		setFlagsFromString('--expose-gc');
		const gc: () => void = runInNewContext('gc');
		const window = disk().open();
		const scenario: Scenario = {
			before: ['// before'],
			old: shop.split('\n').slice(0, 11),
			after: ['// after'],
			fresh: rewrite.slice(1, -1).map(row => row.trimEnd()),
			acts: [],
			finish: 'stop',
			size: 9,
			delay: 1,
			tick: 60,
			undoTrims: false,
		};
		let first = 0;
		for (let round = 1; round <= coreRounds; round++) {
			if (round % 20 === 0) {
				window.archive.startNew();
			}
			await window.ask(`Question ${round}?`, rewrite.join(''));
			const play = new Play(scenario);
			const before = play.editor.text;
			await play.stream(() => undefined);
			await play.rejectAll();
			assert.equal(play.editor.text, before);
			if (round === Math.ceil(coreRounds / 10) || round === coreRounds) {
				gc();
				const { heapUsed } = process.memoryUsage();
				console.log(`    ${round} rounds: ${(heapUsed / 1024 / 1024).toFixed(1)} MB`);
				first ||= heapUsed;
				assert.ok(heapUsed - first < mostGrowth, `grew by ${heapUsed - first} bytes`);
			}
		}
	});
});

describe('a long day in one window', function () {
	this.timeout(0);

	it(`of ${rounds} turns and ${rounds} edits grows by less than 10 MB after its first tenth, and leaves nothing open`, async () => {
		trials(rounds);
		const server = await ScriptedGateway.start({ deltas: rewrite });
		const other = await HostWindow.open('soak', {
			'doubao.gateway': 'custom',
			'doubao.baseUrl': server.baseUrl,
		});
		try {
			await other.evaluate(
				`async (api, { shop, atOnce }) => {
					for (let file = 0; file < atOnce; file++) {
						await api.workspace.fs.writeFile(
							api.Uri.joinPath(api.workspace.workspaceFolders[0].uri, 'soak' + file + '.js'),
							Buffer.from(shop),
						);
					}
				}`,
				{ shop, atOnce },
			);
			await other.run('doubao.setApiKey', { key: 'long-key-0123456789' });
			await other.run('doubao.openChat');
			const look = async () => ({
				...(await other.evaluate<Held>(measure)),
				rules: Number(await other.window.evaluate(undefined, decorationRules, undefined)),
			});
			const step = Math.ceil(rounds / 20 / atOnce) * atOnce;
			const held: Awaited<ReturnType<typeof look>>[] = [];
			for (let from = 0; from < rounds; from += step) {
				const to = Math.min(from + step, rounds);
				await other.evaluate(work, { from, to, shop, atOnce });
				held.push(await look());
				const { heap, files, sockets, timers, rules } = held.at(-1) ?? (await look());
				console.log(
					`    ${to} rounds: ${(heap / 1024 / 1024).toFixed(1)} MB, ${files} files, ` +
						`${sockets} sockets, ${timers} timers, ${rules} decoration rules`,
				);
			}
			// The first tenth is two steps of twenty.
			const first = held[1] ?? held[0];
			const last = held.at(-1);
			assert.ok(first && last);
			assert.ok(last.heap - first.heap < mostGrowth, `grew by ${last.heap - first.heap} bytes`);
			assert.ok(last.files <= first.files + 4, `${first.files} files, then ${last.files}`);
			assert.ok(
				last.sockets <= first.sockets + 2,
				`${first.sockets} sockets, then ${last.sockets}`,
			);
			assert.ok(last.timers <= first.timers + 10, `${first.timers} timers, then ${last.timers}`);
			assert.ok(last.rules <= first.rules + 10, `${first.rules} rules, then ${last.rules}`);
		} finally {
			await other.close();
			await server.close();
		}
	});
});
