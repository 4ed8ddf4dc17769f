/** Documents that are hard to parse while they arrive; each is checked at every cut. */
export const samples: Readonly<Record<string, string>> = {
	prose:
		'Hello *there*, **you** and `me`.\n\nSecond paragraph\nwith a soft break  \nand a hard one.\n',
	headings: '# One\nText\n\nTwo\n===\n\nThree\n---\nafter\n## Four ##\n***\n---\n',
	fence:
		'Before:\n```ts\nconst a = 1;\n\nif (a) {\n```\nAfter.\n\n~~~\n```\nnot closed\n~~~~\nend\n',
	longFence: '````md\n```js\nx\n```\n````\nafter\n',
	openFence: '```python\nprint(1)\n``\n``` x\n    ```\n',
	indentedFence: '  ```js\n  a\n    b\n  ```\ntext\n',
	emptyFence: '```\n```\n\n```\n\n```\n',
	lists:
		'- a\n- b\n  - c\n\n    d\n- e\n\n1. x\n2. y\n10) z\n\n* loose\n\n* items\n\ntext\n- [ ] open\n- [x] done\n- [x]not\n',
	lazy: '> quote\nlazy\n\n> > deep\n> back\n\nout\n- item\nlazy item\n\n  second\n',
	orderedAfterText: 'A\n2. no list\n\n2. list\n3. more\n',
	table: '| a | b |\n|:--|--:|\n| 1 | `2` |\n| *3* |\n\nafter\n',
	tableInterrupts: 'text\na | b\n-|-\n1 | 2\nx\n\nend\n',
	almostTable: 'text\na | b\n-|-x\nend\n',
	listOrTable: 'text\n- a | b\n-|-\n1 | 2\n',
	references:
		'See [one], [two][1] and ![pic][one].\n\n> [quoted]\n\n[one]: https://one.example "T"\n[1]: <https://two.example>\n[quoted]: https://q.example\n\n[one]: https://late.example\n',
	multilineTitle: "# H\n[foo]: /url\n'title\nmore\na | b\n-|-x\nend'\n\n[foo]\n",
	multilineTitleBroken: '[foo]: /url\n"title\n\nno end" [foo]\n',
	definitionInQuote:
		'[foo] and [bar]\n\n> [foo]: https://f.example\n\n- [bar]: https://b.example\n',
	links:
		'[a](https://a.example/x?y=1#z "t") <https://auto.example> [b](command:x) [c](javascript:alert(1)) ![i](http://i.example/p.png "x") [![i](https://j.example)](https://k.example)\n',
	html: '<div onclick="x">\n<b>bold</b>\n</div>\n\n<!-- c -->\n<script>alert(1)</script>\n&amp; &lt; &#0; &nbsp;\n',
	chinese:
		'这个函数**做了什么**？\n\n1. 读取文件\n2. 解析`JSON`\n\n```py\n# 注释\nprint("你好")\n```\n全角标点：“引号”，（括号）。\n',
	carriageReturns: 'a\r\nb\r\rc\r\n```\r\ncode\r\n```\r\n- x\r- y\r\n',
	controls: 'a\0b\tc\u00a0d\u200be\u2028f\n\tcode\n \t mixed\n',
	setextOrList: 'Text\n-\n\nText\n- \n- x\n',
	indentedCode: 'a\n\n    code\n\n    more\n\nb\n    not code\n\n\tcode\n',
	blankRows: '\n\n\na\n\n\n\nb\n   \n\t\nc\n\n',
	noFinalBreak: '# a\n- b\n> c\n```\nd',
	emphasis: '**a*b**c* ***x*** _y_ ~~z~~ \\*no\\* *open\n\n**open\n',
};
