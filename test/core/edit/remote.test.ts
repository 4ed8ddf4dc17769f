import assert from 'node:assert/strict';
import { newRemoteSchemas } from '../../../src/core/edit/remote.ts';

describe('newRemoteSchemas', () => {
	const cases = [
		['\t"$schema": "https://a.example/s.json",', ['https://a.example/s.json']],
		['{"$schema":"http://a.example"}', ['http://a.example']],
		['# yaml-language-server: $schema=https://a.example/s', ['https://a.example/s']],
		['#:schema https://a.example/s', ['https://a.example/s']],
		['<a xsi:schemaLocation="urn:x http://a.example/x.xsd">', ['http://a.example/x.xsd']],
		['<!DOCTYPE a SYSTEM "http://a.example/a.dtd">', ['http://a.example/a.dtd']],
		['<?xml-model href="https://a.example/a.rng"?>', ['https://a.example/a.rng']],
		['\t"$schema": "./local.json"', []],
		['\t"homepage": "https://a.example"', []],
		['<!DOCTYPE html>', []],
	] as const;
	for (const [row, expected] of cases) {
		it(`finds ${expected.length} in ${row}`, () => {
			assert.deepEqual(newRemoteSchemas([], [row]), expected);
		});
	}

	it('does not name what was there before', () => {
		const row = '"$schema": "https://a.example/s.json"';
		assert.deepEqual(newRemoteSchemas([row], [`${row},`]), []);
	});
});
