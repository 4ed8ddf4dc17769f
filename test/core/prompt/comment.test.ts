import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { findComment } from '../../../src/core/prompt/comment.ts';
import { fallbackSyntaxes } from '../../../src/core/prompt/commentSyntax.ts';
import { rowsOf } from '../../../src/core/prompt/rows.ts';
import { commentIn } from './place.ts';

/** `¦` is the cursor. `rows` counts from 0, both ends included. */
type Found = readonly [
	languageId: string,
	marked: string,
	instruction: string,
	rows: readonly [startRow: number, endRow: number],
];

const found: readonly Found[] = [
	['typescript', '// parse an ISO date¦', 'parse an ISO date', [0, 0]],
	['typescript', 'a();\n\t// one\n\t// t¦wo\n\t// three\nb();', 'one\ntwo\nthree', [1, 3]],
	['typescript', '// out\n\t// i¦n\n\t\t// deep', 'in', [1, 1]],
	['typescript', '/// doc\n// pl¦ain', 'plain', [1, 1]],
	['typescript', '// ----------\n// sort ¦it\n// ----------', 'sort it', [0, 2]],
	[
		'typescript',
		'/**\n * Adds `a`¦ to `b`.\n *\n * @param a First.\n */',
		'Adds `a` to `b`.\n\n@param a First.',
		[0, 4],
	],
	['typescript', '\t/* debounce ¦*/\nfoo();', 'debounce', [0, 0]],
	['typescript', 'const url = "http://x"; // fe¦tch it', 'fetch it', [0, 0]],
	['typescript', 'con¦st url = "http://x"; // fetch it', 'fetch it', [0, 0]],
	['typescript', 'const t = `\n// no\n`;\n// ye¦s', 'yes', [3, 3]],
	['typescript', 'const r = /["`]/; // quo¦te', 'quote', [0, 0]],
	['typescript', 'const r = /[/*]/.test(a);\n// aft¦er', 'after', [1, 1]],
	['typescript', "f('src/**/*.ts');\n// aft¦er", 'after', [1, 1]],
	['typescript', "// don't\nx;\n// isn't¦ it", "isn't it", [2, 2]],
	['typescript', '// TODO: re¦try', 'retry', [0, 0]],
	['typescript', '// TODO(ann): re¦try', 'retry', [0, 0]],
	['typescript', '// FIXME re¦try', 'retry', [0, 0]],
	['typescript', '// @todo: re¦try', 'retry', [0, 0]],
	['typescript', '// TODOs are ¦listed', 'TODOs are listed', [0, 0]],
	['typescript', '// todo list ¦widget', 'todo list widget', [0, 0]],
	['typescript', '// 冒泡排序，¦返回新数组。', '冒泡排序，返回新数组。', [0, 0]],
	['typescript', '//读取文件¦', '读取文件', [0, 0]],
	['typescript', '// TODO：¦重试三次', '重试三次', [0, 0]],
	['typescript', '// TODO（小王）：¦重试', '重试', [0, 0]],
	['typescript', '// 待办：¦重试', '重试', [0, 0]],
	['typescript', '/** 解析日期（ISO 8601）¦ */', '解析日期（ISO 8601）', [0, 0]],
	['typescript', '// write it\n¦', 'write it', [0, 0]],
	['typescript', 'function f() {\n\t/* write it */\n\t¦\n}', 'write it', [1, 1]],
	['typescript', '/*\na\n*/ /* b\nc¦c */', 'b\ncc', [2, 3]],
	['typescriptreact', '<b>\n\t{/* a li¦st of users */}\n</b>', 'a list of users', [1, 1]],
	['javascript', 'f(/* a */ 1, /* b¦ee */ 2);', 'bee', [0, 0]],
	['python', '#!/usr/bin/env python\n# read t¦he file', 'read the file', [1, 1]],
	['python', "color = '#fff'  # pai¦nt", 'paint', [0, 0]],
	[
		'python',
		'def f(x):\n    """Sum the¦ squares.\n\n    Skips None.\n    """',
		'Sum the squares.\n\nSkips None.',
		[1, 4],
	],
	['python', "def f(x):\n    '''求平方和¦'''", '求平方和', [1, 1]],
	['python', "x = f'{a}#{b}'\n# 读取¦ CSV", '读取 CSV', [1, 1]],
	['python', 's = """\n# no\n"""\n# y¦es', 'yes', [3, 3]],
	[
		'go',
		'// Reverse ¦returns s backwards.\nfunc Reverse(s string) string {',
		'Reverse returns s backwards.',
		[0, 0],
	],
	['go', 's := `\n// no`\n// y¦es', 'yes', [2, 2]],
	['rust', "fn f<'a>(x: &'a str) { // tr¦im it", 'trim it', [0, 0]],
	['rust', '/// Reads a ¦file.\n/// Fails loudly.', 'Reads a file.\nFails loudly.', [0, 1]],
	['rust', '//! The ¦crate', 'The crate', [0, 0]],
	['rust', "let c = '\"'; // qu¦ote", 'quote', [0, 0]],
	['c', '#include <stdio.h>\n/* print the ¦table */', 'print the table', [1, 1]],
	['cpp', '/*!\n * \\brief Swaps¦\n */', '\\brief Swaps', [0, 2]],
	['cpp', "int n = 1'000'000; // cou¦nt", 'count', [0, 0]],
	['csharp', '/// <summary>Adds¦</summary>', '<summary>Adds</summary>', [0, 0]],
	['csharp', '#region x\n// ad¦d', 'add', [1, 1]],
	['java', '/**\n * 计算两数之和¦\n */', '计算两数之和', [0, 2]],
	['kotlin', 'val s = """\n// no\n"""\n// y¦es', 'yes', [3, 3]],
	['swift', '/// Loads ¦it', 'Loads it', [0, 0]],
	['dart', '/// Loads ¦it', 'Loads it', [0, 0]],
	['php', '<?php\n# co¦nnect', 'connect', [1, 1]],
	['php', "$s = 'it\\'s'; // tr¦im", 'trim', [0, 0]],
	['css', 'a { color: #fff; }\n/* dark¦ theme */', 'dark theme', [1, 1]],
	['scss', 'a { background: url(//x.y/z); } // da¦rk', 'dark', [0, 0]],
	['less', '// da¦rk', 'dark', [0, 0]],
	['html', "<p>It's</p>\n<!-- a login ¦form -->\n<p>Don't</p>", 'a login form', [1, 1]],
	['html', '<!--\n  * one¦\n  * two\n-->', '* one\n* two', [0, 3]],
	['html', '<script>\n  // hand¦le submit\n</script>', 'handle submit', [1, 1]],
	['html', '<style>\n  /* cen¦tre */\n</style>', 'centre', [1, 1]],
	['vue', '<template>\n  <!-- 用户¦列表 -->\n</template>', '用户列表', [1, 1]],
	['vue', '<script setup lang="ts">\n// 获取¦数据\n</script>', '获取数据', [1, 1]],
	['vue', '<style lang="scss">\n// da¦rk\n</style>', 'dark', [1, 1]],
	['xml', '<!-- a ¦rule -->', 'a rule', [0, 0]],
	['markdown', "Don't `x` <!-- a tab¦le -->", 'a table', [0, 0]],
	['sql', "SELECT '--' AS a; -- 查询¦订单", '查询订单', [0, 0]],
	['sql', '/* orders of ¦today */', 'orders of today', [0, 0]],
	['sql', '-- one\n-- tw¦o', 'one\ntwo', [0, 1]],
	['shellscript', '#!/bin/sh\necho "$#" ${#a} a#b # co¦unt', 'count', [1, 1]],
	['shellscript', "echo 'it is #1'\n# back¦up", 'backup', [1, 1]],
	['yaml', 'a: x#y # expl¦ain', 'explain', [0, 0]],
	['yaml', 'jobs:\n  # build and ¦test\n', 'build and test', [1, 1]],
	['dockerfile', 'FROM node\n# install ¦deps', 'install deps', [1, 1]],
	['makefile', '# cle¦an target', 'clean target', [0, 0]],
	['toml', 'a = "#1" # n¦ext', 'next', [0, 0]],
	['ruby', 's = "#{a}" # pr¦int', 'print', [0, 0]],
	['ruby', '=begin\nsort ¦them\n=end', 'sort them', [0, 2]],
	['ruby', 'x =begin\n# ye¦s\n=end', 'yes', [1, 1]],
	['perl', 'my $n = $#list; # la¦st', 'last', [0, 0]],
	['r', "#' Fits a ¦model", 'Fits a model', [0, 0]],
	['julia', '#= fit\na mod¦el =#', 'fit\na model', [0, 1]],
	['elixir', '# pa¦rse', 'parse', [0, 0]],
	['powershell', '<#\n list the ¦files\n#>', 'list the files', [0, 2]],
	['powershell', '# list¦', 'list', [0, 0]],
	['lua', '--[[ 快速¦排序\n用递归 ]]', '快速排序\n用递归', [0, 1]],
	['lua', '--[==[ a ]] b¦ ]==]', 'a ]] b', [0, 0]],
	['lua', '-- so¦rt', 'sort', [0, 0]],
	['haskell', "f = foldl' g x -- isn't ¦it", "isn't it", [0, 0]],
	['haskell', '-- | Folds ¦it', 'Folds it', [0, 0]],
	['haskell', '{- folds\n   i¦t -}', 'folds\nit', [0, 1]],
	['elm', '-- vi¦ew', 'view', [0, 0]],
	['ocaml', '(* so¦rt *)', 'sort', [0, 0]],
	['fsharp', '(* so¦rt *)', 'sort', [0, 0]],
	['erlang', '%% so¦rt', 'sort', [0, 0]],
	['latex', '50\\% of % a tab¦le', 'a table', [0, 0]],
	['matlab', "a = b'; % trans¦pose", 'transpose', [0, 0]],
	['matlab', "a(1)' % b'¦s", "b's", [0, 0]],
	['clojure', "(f 'a 'b) ;; so¦rt", 'sort', [0, 0]],
	['ini', '; po¦rt\nport=1', 'port', [0, 0]],
	['ini', '# po¦rt\nport=1', 'port', [0, 0]],
	['bat', '@echo off\nrem copy ¦it', 'copy it', [1, 1]],
	['bat', ':: copy ¦it', 'copy it', [0, 0]],
	['vb', 's = "it\'s" \' pr¦int', 'print', [0, 0]],
	['vim', '" map ¦keys', 'map keys', [0, 0]],
	['fortran', 'x = 1 ! ad¦d', 'add', [0, 0]],
	['pascal', '{ so¦rt }', 'sort', [0, 0]],
	['razor', '@* a fo¦rm *@', 'a form', [0, 0]],
	['handlebars', '{{! a li¦st }}', 'a list', [0, 0]],
	['handlebars', '{{!-- a li¦st --}}', 'a list', [0, 0]],
];

const none: readonly (readonly [languageId: string, marked: string])[] = [
	['typescript', 'const url = "http://exam¦ple.com";'],
	['typescript', "const url = 'http://exam¦ple.com';"],
	['typescript', 'const url = `http://exam¦ple.com`;'],
	['typescript', 'const t = `\n// n¦o\n`;'],
	['typescriptreact', '<p>see https://exam¦ple.com</p>'],
	['typescript', 'const a = b / c; const d = e ¦/ f;'],
	['typescript', '//¦'],
	['typescript', '// ----¦----'],
	['typescript', '/* a */ co¦de();'],
	['typescript', 'f(); // behind\n¦'],
	['typescript', '// above\n\n¦'],
	['typescript', 'cod¦e();\n// below'],
	['typescript', 'glob(src/*);¦'],
	['typescript', '¦'],
	['css', 'a { color: #f¦ff; }'],
	['css', 'a { background: url(http://x¦.y); }'],
	['c', '#inc¦lude <stdio.h>'],
	['csharp', '#reg¦ion x'],
	['typescript', '// #reg¦ion x'],
	['python', '#!/usr/bin/env py¦thon'],
	['python', "a = '# n¦o'"],
	['python', 's = """\nn¦o\n"""'],
	['python', 'f(\n    """\n    n¦o\n    """\n)'],
	['shellscript', 'echo ${#na¦me}'],
	['php', '#[Attri¦bute]'],
	['yaml', 'url: http://x/y#fra¦gment'],
	['html', '<a href="http://x¦.y">'],
	['sql', "SELECT '-- n¦o'"],
	['json', '{ "a": "http://x¦.y" }'],
	['plaintext', '// no lang¦uage'],
];

describe('findComment', () => {
	for (const [languageId, marked, instruction, [startRow, endRow]] of found) {
		it(`finds the comment in ${languageId} ${JSON.stringify(marked)}`, () => {
			const comment = commentIn(languageId, marked);
			assert.deepEqual(
				comment && [comment.instruction, comment.startRow, comment.endRow, comment.insertAt],
				[instruction, startRow, endRow, endRow + 1],
			);
		});
	}

	for (const [languageId, marked] of none) {
		it(`finds none in ${languageId} ${JSON.stringify(marked)}`, () => {
			assert.equal(commentIn(languageId, marked), undefined);
		});
	}

	it('tells a comment behind code from one that stands alone', () => {
		const behind = commentIn('go', '\tx := 1 // dou¦ble it');
		assert.deepEqual(
			[behind?.trailing, behind?.source, behind?.indentation, behind?.startColumn],
			[true, '// double it', '\t', 8],
		);
		assert.equal(commentIn('go', '\t// dou¦ble it')?.trailing, false);
	});

	it('gives the comment as written, from its first token to its end', () => {
		const comment = commentIn('typescript', '\t/**\n\t * Ad¦ds.\n\t */ // x');
		assert.equal(comment?.source, '/**\n\t * Adds.\n\t */');
		assert.equal(comment?.endColumn, 4);
	});

	it('finds the same comment from each of its rows', () => {
		const rows = rowsOf('a();\n\t// one\n\t// two\n\t// three\nb();');
		const syntaxes = fallbackSyntaxes('typescript');
		const first = findComment(rows, { row: 1 }, syntaxes);
		assert.ok(first);
		for (const row of [2, 3]) {
			assert.deepEqual(findComment(rows, { row }, syntaxes), first);
		}
	});

	it('keeps its promises about rows and columns for any text', () => {
		const piece = fc.constantFrom(
			'/*',
			'*/',
			'//',
			'"',
			"'",
			'`',
			'\\',
			'/',
			' ',
			'a',
			'#',
			'"""',
			'\n',
			'读',
		);
		const languages = fc.constantFrom('typescript', 'python', 'lua', 'html', 'php', 'ruby');
		fc.assert(
			fc.property(
				languages,
				fc.array(piece, { maxLength: 40 }),
				fc.nat(10),
				(language, pieces, at) => {
					const rows = rowsOf(pieces.join(''));
					const row = Math.min(at, rows.lineCount - 1);
					const comment = findComment(rows, { row }, fallbackSyntaxes(language));
					if (comment !== undefined) {
						const { startRow, endRow, insertAt, source } = comment;
						assert.ok(startRow <= row && row - 1 <= endRow && endRow < rows.lineCount);
						assert.equal(insertAt, endRow + 1);
						assert.ok(
							rows
								.lineAt(startRow)
								.slice(comment.startColumn)
								.startsWith(source.split('\n')[0] ?? ''),
						);
						assert.match(comment.instruction, /[\p{L}\p{N}]/u);
					}
				},
			),
		);
	});
});
