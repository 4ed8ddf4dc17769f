import { env } from 'node:process';
import * as fc from 'fast-check';
import { act, scenario } from '../core/edit/play.ts';
import {
	anyAnswer,
	anyBytes,
	anyDamages,
	anyJson,
	anyMarkdown,
	anyText,
	checkExtractor,
	checkHistory,
	checkInterpreters,
	checkJournal,
	checkMarkdown,
	checkMessages,
	checkPlainText,
	checkScanner,
	checkSession,
	cuts,
} from './fuzzing.ts';
import { settingsChecker } from '../support/settingsChecker.ts';

/** Executions in all; each subject has its share of them, in percent. */
const executions = Number(env['FUZZ_RUNS'] ?? 1_000_000);

const acts = fc.array(act(['scribble', 'undo', 'redo', 'accept', 'reject']), { maxLength: 8 });
const disturbed = scenario(['scribble', 'scribble', 'scribbleTwice', 'undo', 'redo']);
const checkSettings = await settingsChecker();

const subjects: readonly (readonly [what: string, share: number, fc.IRawProperty<unknown>])[] = [
	[
		'bytes of a gateway: one end, wherever they are cut',
		13,
		fc.asyncProperty(anyBytes, cuts, fc.boolean(), checkInterpreters),
	],
	[
		'answers: the same rows of code, wherever they are cut',
		20,
		fc.property(anyAnswer, cuts, fc.boolean(), checkExtractor),
	],
	[
		'streams, changes of the user and decisions: the document is what the model says',
		5,
		fc.asyncProperty(disturbed, acts, checkSession),
	],
	[
		'text: shown at each prefix, in the end as if parsed at once',
		15,
		fc.property(anyMarkdown, cuts, checkMarkdown),
	],
	[
		'damage to the history: all other turns are there',
		1,
		fc.asyncProperty(anyDamages, checkHistory),
	],
	[
		'damage to a journal: it is seen',
		6,
		fc.property(fc.nat(), fc.nat(40), fc.string({ unit: 'binary', maxLength: 3 }), checkJournal),
	],
	['messages to either side: valid or dropped', 20, fc.property(anyJson, checkMessages)],
	['values of settings: something that can be used', 10, fc.property(anyJson, checkSettings)],
	['text with hidden characters: found everywhere', 5, fc.property(anyText, anyText, checkScanner)],
	['text of a server: without key and markup', 5, fc.property(anyText, anyText, checkPlainText)],
];

describe('whatever comes from outside', function () {
	this.timeout(0);

	for (const [what, share, property] of subjects) {
		const numRuns = Math.max(20, Math.round((executions * share) / 100));
		it(`${what} (${numRuns.toLocaleString('en')} times)`, async () => {
			await fc.assert(property, { numRuns });
		});
	}
});
