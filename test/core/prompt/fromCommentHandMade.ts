import type { FromComment } from './fromComment.ts';

const of = (languageId: string, marked: string): FromComment => ({ languageId, marked });

/** Cases that people meet and no rule made up. */
export const handMade: readonly FromComment[] = [
	// Nothing below, or something else below.
	of('typescript', '// debounce¦\n▸'),
	of(
		'typescript',
		'const users = [];\n\n// a function that doubles a number,\n// named twi¦ce\n▸\n\nexport { users };',
	),
	of('typescript', '// a function that doubles a number¦\n▸\nexport { users };'),
	of('typescript', '// 计算两个数的和¦\n▸\nexport { users };'),
	of('typescript', 'class A {\n\t// the sum of a and b¦\n\t▸\n}'),
	of('typescript', '// halve a number¦\n▸\nfunction double(n) {\n\treturn 2 * n;\n}'),
	of('typescript', 'switch (x) {\n\tcase 1:\n\t\t// say hello¦\n\t\t▸\n\t\tbreak;\n}'),
	of('typescript', 'if (a) {\n\tb();\n\t// log it¦\n\t▸\n} else {\n\tc();\n}'),
	of('go', 'func add(a, b int) int {\n\t/* the ¦sum */\n\t▸\n}'),
	of('go', 'x := 1\n// read the ¦config\n▸\nreturn x'),
	of('python', 'import os\n# read the config file¦\n▸\nprint(os.name)'),
	of('python', 'class A:\n    # greet by name¦\n    ▸\n\n    def other(self):\n        pass'),
	of('java', 'class A {\n    // compute the tax¦\n    ▸\n\n    int n;\n}'),
	of('html', '<body>\n  <!-- a login form¦ -->\n  ▸\n  <footer></footer>\n</body>'),
	of('html', '<script>\n  // handle submit¦\n  ▸\n</script>'),
	of('vue', '<script setup lang="ts">\n// 获取¦数据\n▸\n</script>'),
	of('vue', '<style scoped>\n/* dark theme¦ */\n▸\n</style>'),
	of('svelte', '<script>\n\t// count clicks¦\n\t▸\n</script>'),
	of('typescriptreact', 'return (\n\t<ul>\n\t\t{/* the users ¦*/}\n\t\t▸\n\t</ul>\n);'),
	of('sql', '-- 查询最近七天的订单¦\n▸'),
	of('sql', 'SELECT 1;\n\n/* orders of today¦ */\n▸\n'),
	of('shellscript', '#!/bin/sh\n# back up the home folder¦\n▸\n'),
	of('yaml', 'jobs:\n  # build and test¦\n  ▸\n'),
	of('yaml', 'on: push\njobs:\n  build:\n    steps:\n      # check out the code¦\n      ▸\n'),
	of('dockerfile', 'FROM node:24\n# install the packages¦\n▸\nCMD ["node"]'),
	of(
		'python',
		'for user in users:\n    print(user)\n    # skip the inactive ones¦\n    ▸\nprint()',
	),
	of('typescript', 'foo(); // then wait¦\n▸\nbar();'),
	of('typescript', 'a();\n// sort¦\n\nb();\n'.replace('¦\n\n', '¦\n▸\n\n')),
	of('css', 'a {\n  /* centre it ¦*/\n  ▸\n}'),
	of('rust', 'mod a {\n    //! the crate\n\n    // parse a header¦\n    ▸\n}'),
	of('typescript', '/*\n * sort users¦\n * by age\n */\n▸\nconst other = 1;'),
	of('typescript', '\r\n// a¦dd it\r\n▸'.replaceAll('\r', '')),
	of('javascript', 'const a = `\n// not this\n`;\n// sort them¦\n▸'),
	// The code below answers already.
	of(
		'typescript',
		'// the sum of two numbers¦\n⟦\nfunction sum(a, b) {\n\treturn a + b;\n}\n⟧\n\nlog();',
	),
	of(
		'typescript',
		'/** Returns the sum.¦ */\n⟦\nexport function add(a: number, b: number): number {\n\treturn a + b;\n}\n⟧\n',
	),
	of(
		'typescript',
		'/**\n * Loads all users.\n * ¦@returns them\n */\n⟦\nasync function fetchAll() {\n\treturn [];\n}\n⟧\nfetchAll();',
	),
	of(
		'typescript',
		'class A {\n\t// add a user¦\n\t⟦\n\taddUser(user) {\n\t\tthis.users.push(user);\n\t}\n\t⟧\n\n\tother() {}\n}',
	),
	of(
		'typescript',
		'// sort users by name¦\n⟦\nusers.sort((a, b) => a.name.localeCompare(b.name));\n⟧\n\nlog(users);',
	),
	of(
		'typescript',
		'// validate the input¦\n⟦\nif (!isValid(input)) {\n\tthrow new Error("invalid input");\n}\n⟧\n\nrun();',
	),
	of('typescript', '// 计算两数之和¦\n⟦\nfunction add(a, b) {\n\treturn a + b;\n}\n⟧\n'),
	of('typescript', '// the total price¦\n⟦\nfunction compute(cart) {\n}\n⟧\nrun();'),
	of('typescript', '// FIXME: off by one¦\n⟦\nfor (let i = 0; i <= n; i++) {\n\tf(i);\n}\n⟧\n'),
	of('typescript', '// read the file¦\n⟦\nthrow new Error("not implemented");\n⟧\n'),
	of('python', 'def total(xs):\n    # sum of the squares¦\n    ⟦\n    pass\n    ⟧\n'),
	of(
		'python',
		'def total(xs):\n    """Sum of the squares.¦"""\n    ⟦\n    n = 0\n\n    return n\n    ⟧\n\nprint()',
	),
	of('python', 'def total(xs):\n    """Sum of the squares.¦"""\n    ▸\n\nprint()'),
	of(
		'python',
		'# parse an iso date¦\n⟦\n@cache\ndef parse_date(text):\n    try:\n        return f(text)\n    except ValueError:\n        return None\n⟧\n\n\nprint()',
	),
	of('go', '// Double returns twice n.¦\n⟦\nfunc Double(n int) int {\n\treturn 2 * n\n}\n⟧\n'),
	of(
		'rust',
		'/// Loads the settings.¦\n⟦\n#[inline]\npub fn load() -> Settings {\n    todo!()\n}\n⟧\n',
	),
	of(
		'csharp',
		'/// <summary>Adds¦</summary>\n⟦\npublic int Add(int a, int b)\n{\n    return a + b;\n}\n⟧\n',
	),
	of(
		'java',
		'class A {\n    /** 计算两数之和¦ */\n    ⟦\n    int add(int a, int b) {\n        return a + b;\n    }\n    ⟧\n\n    int n;\n}',
	),
	of('ruby', '# greet the user¦\n⟦\ndef greet(user)\n  puts user\nend\n⟧\n'),
	of('cpp', '/** Swaps both.¦ */\n⟦\nvoid swap(int &a, int &b)\n{\n}\n⟧\n'),
	of(
		'shellscript',
		'# back up the home folder¦\n⟦\ntar czf backup.tgz "$HOME"\n⟧\n\necho done'.replace(
			'back up',
			'backup',
		),
	),
	of('sql', '-- orders of today¦\n⟦\nSELECT * FROM orders WHERE day = today();\n⟧\n'),
	of('css', '/* the dark theme ¦*/\n⟦\n.dark {\n  color: #fff;\n}\n⟧\n'),
	of('yaml', 'services:\n  # redis¦\n  ⟦\n  redis:\n    image: redis\n  ⟧\n'),
	// No comment that could say anything.
	of('json', '{ "a": "http://x¦.y" }'),
	of('plaintext', '// no lang¦uage'),
	of('typescript', 'const url = "http://exam¦ple.com";'),
	of('typescript', 'const t = `\n// n¦o\n`;'),
	of('typescript', '/* never clo¦sed\ncode();'),
	of('python', "a = '# n¦o'"),
	of('typescript', '//¦'),
	of('html', '<a href="http://x¦.y">'),
	of('yaml', 'url: http://x/y#fra¦gment'),
	of('c', '#inc¦lude <stdio.h>'),
	of('python', '#!/usr/bin/env py¦thon'),
	// Nested: C knows none, so the first end is the end.
	of('c', '/* outer /* inn¦er */\n▸\nopen(door);'),
	of('rust', '/* outer /* inn¦er */\n▸\n'),
];
