import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TurnTree, type Branching } from '../../../src/core/chat/turnTree.ts';

function tree(...turns: readonly [id: string, parent: string | null, replaces?: string][]) {
	const made = new TurnTree<Branching>();
	made.add(
		turns.map(([id, parent, replaces], at) => ({
			id,
			parent,
			seq: at + 1,
			...(replaces !== undefined && { replaces }),
		})),
		true,
	);
	return made;
}

function ids(turns: readonly Branching[]): string {
	return turns.map(({ id }) => id).join(' ');
}

describe('the turns of a session as a tree', () => {
	it('opens the newest branch and reaches the ones before', () => {
		const turns = tree(['a', null], ['b', 'a'], ['c', 'b'], ['B', 'a'], ['D', 'B']);
		assert.equal(ids(turns.path), 'a B D');
		assert.deepEqual(turns.version('B'), { index: 2, count: 2 });
		assert.equal(turns.version('a'), undefined);
		assert.equal(turns.step('B', 1), false);
		assert.equal(turns.step('B', -1), true);
		assert.equal(ids(turns.path), 'a b c');
		assert.deepEqual(turns.version('b'), { index: 1, count: 2 });
		assert.equal(turns.step('b', 1), true);
		assert.equal(ids(turns.path), 'a B D');
		assert.equal(turns.step('nobody', 1), false);
	});

	it('shows no version that another turn stands in place of', () => {
		const turns = tree(['a', null], ['b', 'a'], ['c', 'a', 'b'], ['d', 'a', 'c'], ['e', 'd']);
		assert.equal(ids(turns.path), 'a d e');
		assert.equal(turns.version('d'), undefined);
	});

	it('follows what another window adds at the open end', () => {
		const turns = tree(['a', null], ['b', 'a']);
		turns.add([{ id: 'other', parent: 'b', seq: 3 }], false);
		assert.equal(ids(turns.path), 'a b other');
		turns.add([{ id: 'beside', parent: 'a', seq: 4 }], false);
		assert.equal(ids(turns.path), 'a b other');
	});

	it('goes on from the turn before where the parent is unknown', () => {
		assert.equal(ids(tree(['a', null], ['c', 'lost'], ['d', 'c']).path), 'a c d');
		assert.equal(ids(tree(['a', 'z']).path), 'a');
	});

	it('ends, and shows each turn at most once, whatever the parents say', () => {
		const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
		const turn = fc.record({
			id,
			parent: fc.option(id),
			seq: fc.integer({ min: 0, max: 5 }),
			replaces: id,
		});
		fc.assert(
			fc.property(fc.array(turn), fc.boolean(), (turns, open) => {
				const made = new TurnTree<Branching>();
				made.add(turns, open);
				for (const by of [-1, 1] as const) {
					for (const { id: at } of made.all) {
						made.step(at, by);
						const path = ids(made.path).split(' ');
						assert.equal(new Set(path).size, path.length);
						assert.equal(made.path.length > 0, made.all.length > 0);
					}
				}
			}),
			{ numRuns: 500 },
		);
	});
});
