import { createRequire } from 'node:module';

/** An example of a specification. */
export interface SpecExample {
	readonly markdown: string;
	readonly section: string;
	readonly number: number;
}

/** CommonMark's own examples, 0.31. */
export const commonMark: readonly SpecExample[] = createRequire(import.meta.url)(
	'commonmark-spec',
).tests.map((example: SpecExample) => ({
	...example,
	// The specification writes its tabs as arrows.
	markdown: example.markdown.replaceAll('→', '\t'),
}));

/** Documents that show what GFM adds: tables, task lists, strikethrough. Written for these tests. */
export const gfm: readonly SpecExample[] = [
	'| a | b |\n| - | - |\n| 1 | 2 |\n',
	'| left | centre | right |\n|:-----|:------:|------:|\n| 1 | 2 | 3 |\n',
	'| a\\|b | `c\\|d` |\n| --- | --- |\n| **e\\|f** | g |\n',
	'| a | b |\n| --- | --- |\n| 1 | 2 |\n> quote\n',
	'| a | b |\n| --- | --- |\n| 1 | 2 |\nmore\n\nafter\n',
	'| a | b |\n| --- |\n| 1 |\n',
	'| a | b |\n| --- | --- |\n| 1 |\n| 1 | 2 | 3 |\n',
	'| a | b |\n| --- | --- |\n',
	'a | b\n-|-\n1 | 2\n3 | 4\n# h\n',
	'text\n| a |\n|---|\n| 1 |\n\n| b |\n|:-:|\n',
	'- | a |\n  |---|\n  | 1 |\n- next\n',
	'| ~~a~~ | [b](https://b.example "t") |\n|---|---|\n| <https://c.example> | ![d](e.png) |\n',
	'- [ ] open\n- [x] done\n- [X] done, too\n',
	'- [x] outer\n  - [ ] inner\n  - [x] inner\n\n    with a paragraph\n- [ ]no box\n- [ ]\n',
	'1. [ ] one\n2. [x] **two**\n\n   loose\n',
	'* [ ] `code`\n\n* [x] loose\n',
	'~~Hi~~ Hello, ~there~ world!\n',
	'This ~~has a\n\nnew paragraph~~.\n',
	'This will ~~~not~~~ strike.\n',
	'~~**bold** and `~~`~~ ~~a ~~b~~\n',
	'\\~~not~~ ~~ no ~~ ~~yes~~~\n',
	'<script>alert(1)</script> <b>text</b>\n\n<div>\n*a*\n</div>\n',
	'www.example.com https://example.com/a?b=c a.b@example.com\n',
].map((markdown, index) => ({ markdown, section: 'GFM', number: index + 1 }));
