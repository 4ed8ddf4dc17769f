import assert from 'node:assert/strict';
import { mayNameSchema, newRemoteSchemas } from '../../../src/core/edit/remote.ts';

const a = 'https://a.example/s';

/** Rows, and the addresses that they have loaded. */
const cases: readonly [rows: string, expected: readonly string[]][] = [
	['\t"$schema": "https://a.example/s",', [a]],
	['{"$schema":"http://a.example"}', ['http://a.example']],
	['{"$schema"\n:\n"https://a.example/s"}', [a]],
	['{"$schema": // here\n/* or\nhere */ "https://a.example/s"}', [a]],
	[String.raw`{"$schema": "https:\/\/a.example\/s"}`, [a]],
	[String.raw`{"\u0024schema": "https:\u002f\u002Fa.example/s"}`, [a]],
	[String.raw`{"\u0024\u0073chema": "\u0068ttps://a.example/s"}`, [a]],
	['{"$schema": " https://a.example/s"}', [a]],
	[String.raw`{"$schema": "ht\ttps://a.example/s"}`, [a]],
	['{"$schema": "HTTPS://a.example/s"}', ['HTTPS://a.example/s']],
	['{"$schema": "http:a.example"}', ['http:a.example']],
	['{"$schema": "http:///a.example"}', ['http:///a.example']],
	['{"$schema": "//a.example/s"}', ['//a.example/s']],
	[String.raw`{"$schema": "\\\\a.example\\s"}`, [String.raw`\\\\a.example\\s`]],
	['{"$schema": "file://a.example/s"}', ['file://a.example/s']],
	['{"$schema": "file:////a.example/s"}', ['file:////a.example/s']],
	['# yaml-language-server: $schema=https://a.example/s', [a]],
	['# $schema: https://a.example/s', [a]],
	['$schema: https://a.example/s', [a]],
	['"$schema": \'https://a.example/s\'', [a]],
	["'$schema':\n  https://a.example/s", [a]],
	['? $schema\n: https://a.example/s', [a]],
	['{ $schema: https://a.example/s, x: 1 }', [a]],
	['$schema: !!str &b https://a.example/s', [a]],
	['$schema: >-\n  https://a.example/s', [a]],
	['$schema: # here\n\n  https://a.example/s', [a]],
	['x: &b https://a.example/s\n$schema: *b', [a]],
	['$schema: "https:\\\n  //a.example/s"', [a]],
	[String.raw`"\x24schema": "https://a.example/s"`, [a]],
	['$schema: //a.example/s', ['//a.example/s']],
	['#:schema https://a.example/s', [a]],
	['"$schema" = "https://a.example/s"', [a]],
	['\'$schema\' = """\nhttps://a.example/s"""', [a]],
	[String.raw`"\U00000024schema" = "https://a.example/s"`, [a]],
	['<a xsi:schemaLocation="urn:x https://a.example/s">', [a]],
	["<a xsi:schemaLocation='http://ns.example\n\thttps://a.example/s'>", [a]],
	['<a xsi:noNamespaceSchemaLocation = "https://a.example/s">', [a]],
	['<a xsi:noNamespaceSchemaLocation="https&#58;&#x2f;/a.example/s">', [a]],
	['<xs:import schemaLocation="https://a.example/s"/>', [a]],
	['<!DOCTYPE a SYSTEM "https://a.example/s">', [a]],
	["<!DOCTYPE a SYSTEM 'https://a.example/s'>", [a]],
	['<!DOCTYPE a\n  PUBLIC "-//A//B//EN"\n  "https://a.example/s">', [a]],
	['<!DOCTYPE a [ <!ENTITY % b SYSTEM "https://a.example/s"> ]>', [a]],
	['<?xml-model type="x" href=\'https://a.example/s\'?>', [a]],
	['\t"$schema": "./local.json"', []],
	['\t"$schema": "file:///home/local.json"', []],
	['\t"$schema": "vscode://schemas/settings"', []],
	['{"$schema": "./local.json", "homepage": "https://a.example/s"}', []],
	['$schema: ./local.json\nhomepage: https://a.example/s', []],
	['"$schema" = "local.json"\nhomepage = "https://a.example/s"', []],
	['\t"homepage": "https://a.example"', []],
	['<!DOCTYPE html><a href="https://a.example/s">', []],
	['<a xmlns="https://a.example/s">', []],
];

describe('newRemoteSchemas', () => {
	for (const [rows, expected] of cases) {
		it(`(E23) finds ${expected.length} in ${rows.replaceAll('\n', '⏎')}`, () => {
			assert.deepEqual(newRemoteSchemas('', rows), expected);
			assert.deepEqual(
				newRemoteSchemas('', `{\r\n${rows.replaceAll('\n', '\r\n')}\r\n}`),
				expected,
			);
		});
	}

	it('does not name what is loaded already, but what was only written there', () => {
		const row = '"$schema": "https://a.example/s"';
		assert.deepEqual(newRemoteSchemas(row, `${row},`), []);
		assert.deepEqual(newRemoteSchemas('"homepage": "https://a.example/s"', row), [a]);
	});

	it('takes no longer for long texts that resemble one', () => {
		const long = '"$schema" /* '.repeat(2_000) + '<!DOCTYPE "'.repeat(2_000);
		assert.deepEqual(newRemoteSchemas('', long), []);
	});
});

describe('mayNameSchema', () => {
	it('says yes to the row that has the address, and to a part of what names it', () => {
		for (const [rows, expected] of cases.filter(([, found]) => found.length > 0)) {
			assert.ok(mayNameSchema(rows.split('\n')), `${rows} ${expected[0]}`);
		}
		for (const row of ['"$schema":', '<!DOCTYPE a', '  //a.example/s"', '$schema: "https:\\']) {
			assert.ok(mayNameSchema([row]), row);
		}
		assert.ok(!mayNameSchema(['\t"a": [1, 2],', 'b:', '  c: d', '[e]', '</f>', '']));
	});
});
