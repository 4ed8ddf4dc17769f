import type { FromComment } from './fromComment.ts';
import type { Look } from './fromCommentLanguages.ts';

/** What is true in every language. */
export function fixturesOf(look: Look): readonly FromComment[] {
	const { id, line, block, head, close, unit, other, parse } = look;
	const said = (text: string): string =>
		line === undefined ? `${block?.[0] ?? ''} ${text} ${block?.[1] ?? ''}` : `${line} ${text}`;
	const cases: FromComment[] = [
		{
			languageId: id,
			marked: `${other}\n\n${said('sort the¦ users')}\n▸\n`,
			instruction: 'sort the users',
		},
		{
			languageId: id,
			marked: [head, unit + said('sort ¦the users'), `${unit}▸`, close].join('\n'),
		},
		{
			languageId: id,
			marked: [
				head,
				unit + other,
				unit + said('TODO(li): 按姓名¦排序用户'),
				`${unit}▸`,
				close,
			].join('\n'),
			instruction: '按姓名排序用户',
		},
		{
			languageId: id,
			marked: `${other}\n${said('FIXME: sort the us¦ers')}\n▸`,
			instruction: 'sort the users',
		},
		{ languageId: id, marked: `${said('sort the users by name¦')}\n▸\n${other}\n` },
		{ languageId: id, marked: [said('parse the ¦date'), '⟦', ...parse, '⟧', '', other].join('\n') },
	];
	if (line !== undefined) {
		cases.push({
			languageId: id,
			marked: [
				head,
				unit + said('sort the users'),
				unit + said('by ¦name'),
				`${unit}▸`,
				close,
			].join('\n'),
			instruction: 'sort the users\nby name',
		});
	}
	if (block !== undefined) {
		cases.push({
			languageId: id,
			marked: [
				head,
				`${unit}${block[0]} sort the users`,
				`${unit}   by na¦me ${block[1]}`,
				`${unit}▸`,
				close,
			].join('\n'),
			instruction: 'sort the users\nby name',
		});
	}
	if (look.alone === undefined) {
		cases.push({
			languageId: id,
			marked: [head, `${unit}${other} ${said('sort the ¦users')}`, `${unit}▸`, close].join('\n'),
			instruction: 'sort the users',
		});
	}
	return cases;
}
