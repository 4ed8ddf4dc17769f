import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeCode, type Placed } from '../../../src/core/edit/apply/placeCode.ts';
import { placedEdit } from '../../../src/core/edit/apply/placedEdit.ts';
import { EditSession } from '../../../src/core/edit/session.ts';
import { SimulatedEditor } from './simulatedEditor.ts';

interface PlaceCase {
	readonly name: string;
	readonly languageId: string;
	readonly document: readonly string[];
	readonly block: readonly string[];
	/** Texts of the document, and what becomes of them; `undefined` where a person has to say. */
	readonly changes: readonly { readonly find: string; readonly becomes: string }[] | undefined;
}

const folder = join(import.meta.dirname, '../../fixtures/apply');

/** `=== document PATH LANGUAGE`, then `=== case NAME` with `--- block`, `--- find`, `--- becomes`. */
function casesIn(file: string): readonly PlaceCase[] {
	const cases: PlaceCase[] = [];
	let [document, languageId, path]: [string[], string, string] = [[], '', ''];
	for (const section of readFileSync(join(folder, file), 'utf8').split(/^=== /m).slice(1)) {
		const [title = '', ...body] = section.replace(/\n$/, '').split('\n');
		const [kind = '', ...words] = title.split(' ');
		if (kind === 'document') {
			[path = '', languageId = ''] = words;
			document = [...body, ''];
			continue;
		}
		const parts = body
			.join('\n')
			.split(/^--- /m)
			.slice(1)
			.map(part => {
				const end = part.indexOf('\n');
				return { kind: part.slice(0, end), text: part.slice(end + 1).replace(/\n$/, '') };
			});
		const block = parts[0]?.text ?? '';
		const changes: { find: string; becomes: string }[] = [];
		for (const [index, part] of parts.entries()) {
			const next = parts[index + 1];
			if (part.kind === 'find') {
				changes.push({ find: part.text, becomes: next?.kind === 'becomes' ? next.text : block });
			}
		}
		cases.push({
			name: `${path}: ${words.join(' ')}`,
			languageId,
			document,
			block: block.split('\n'),
			changes: kind === 'ask' ? undefined : changes,
		});
	}
	return cases;
}

const cases = readdirSync(folder).flatMap(casesIn);

function expectedOf({ document, changes, name }: PlaceCase): string {
	let text = document.join('\n');
	for (const { find, becomes } of changes ?? []) {
		assert.equal(`\n${text}`.split(`\n${find}\n`).length, 2, `${name}: not once in the document`);
		text = `\n${text}`.replace(`\n${find}\n`, () => `\n${becomes}\n`).slice(1);
	}
	return text;
}

function resultOf({ document }: PlaceCase, placed: Placed): string | undefined {
	return placed.kind === 'placed'
		? [...document.slice(0, placed.start), ...placed.rows, ...document.slice(placed.end)].join('\n')
		: undefined;
}

/** Lets the engine write a placed block, and reject it again. */
async function written({ document, languageId }: PlaceCase, placed: Placed) {
	const editor = new SimulatedEditor(document.join('\n'));
	if (placed.kind !== 'placed') {
		return undefined;
	}
	const { target, answer } = placedEdit(document, placed);
	const session = new EditSession({
		document: editor,
		target,
		languageId,
		reindent: 'off',
		fenceRequired: true,
	});
	editor.sessions.push(session);
	const port = editor.port(() => session);
	const { outcome } = await session.stream(streamOf(answer), port, new AbortController().signal);
	const { text } = editor;
	await session.rejectAll(port);
	return { outcome, text, rejected: editor.text };
}

async function* streamOf<T>(items: readonly T[]): AsyncGenerator<T> {
	yield* items;
}

describe('the place of a code block', () => {
	const placeable = cases.filter(({ changes }) => changes !== undefined);

	it('is found in at least 90 of 100 blocks, and never wrongly', () => {
		const wrong: string[] = [];
		const missed: string[] = [];
		for (const one of placeable) {
			const result = resultOf(one, placeCode({ ...one, code: one.block }));
			if (result === undefined) {
				missed.push(one.name);
			} else if (result !== expectedOf(one)) {
				wrong.push(`${one.name}\n${result}`);
			}
		}
		const right = placeable.length - wrong.length - missed.length;
		console.info(`      ${right} of ${placeable.length} placed; asked: ${missed.join('; ')}`);
		assert.deepEqual(wrong, []);
		assert.equal(placeable.length >= 100, true);
		assert.equal(right / placeable.length >= 0.9, true);
	});

	it('becomes an edit under review that writes exactly those rows, and gives them back', async () => {
		for (const one of placeable) {
			const placed = placeCode({ ...one, code: one.block });
			const result = await written(one, placed);
			if (result) {
				const { outcome, text, rejected } = result;
				assert.deepEqual([outcome, text], ['review', resultOf(one, placed)], one.name);
				assert.equal(rejected, one.document.join('\n'), one.name);
			}
		}
	});

	for (const one of cases.filter(({ changes }) => changes === undefined)) {
		it(`is asked for: ${one.name}`, () => {
			assert.equal(placeCode({ ...one, code: one.block }).kind, 'unknown');
		});
	}

	for (const [at, expected] of [
		[0, 'const b = 2;\nconst a = 1;'],
		[1, 'const a = 1;\nconst b = 2;'],
	] as const) {
		it(`keeps the only row of a file when a block goes ${at === 0 ? 'above' : 'below'} it`, async () => {
			const document = ['const a = 1;'];
			const placed = { kind: 'placed', start: at, end: at, rows: ['const b = 2;'] } as const;
			const result = await written(
				{ name: 'one row', document, languageId: 'javascript', block: [], changes: [] },
				placed,
			);
			assert.equal(result?.text, expected);
			assert.equal(result.rejected, 'const a = 1;');
		});
	}
});
