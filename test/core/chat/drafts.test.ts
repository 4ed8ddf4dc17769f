import assert from 'node:assert/strict';
import { Drafts } from '../../../src/core/chat/drafts.ts';

describe('drafts', () => {
	it('keep every text that was not sent, whatever comes back and wherever one goes', () => {
		const drafts = new Drafts();
		assert.equal(drafts.get('a'), '');
		drafts.putBack('a', 'one');
		drafts.putBack('a', 'zero');
		assert.equal(drafts.get('a'), 'zero\none');
		drafts.set('b', 'two');
		drafts.move('a', 'b');
		assert.equal(drafts.get('a'), '');
		assert.equal(drafts.get('b'), 'zero\none\ntwo');
		drafts.move('b', 'b');
		assert.equal(drafts.get('b'), 'zero\none\ntwo');
	});
});
