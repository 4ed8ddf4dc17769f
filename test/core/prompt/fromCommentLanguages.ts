/** How a language looks: enough to put comments into it. */
export interface Look {
	readonly id: string;
	/** What a comment begins with, and ends with where it must. */
	readonly line?: string;
	readonly block?: readonly [open: string, close: string];
	/** Rows before and behind the place, and one step of indentation. */
	readonly head: string;
	readonly close: string;
	readonly unit: string;
	/** A row that has nothing to do with any of the comments. */
	readonly other: string;
	/** Code that parses a date. */
	readonly parse: readonly string[];
	/** No comment may stand behind code. */
	readonly alone?: true;
}

const c = (id: string, parse: readonly string[], other = 'open(door);'): Look => ({
	id,
	line: '//',
	block: ['/*', '*/'],
	head: 'void run() {',
	close: '}',
	unit: '    ',
	other,
	parse,
});

const hash = (id: string, parse: readonly string[], look: Partial<Look> = {}): Look => ({
	id,
	line: '#',
	head: 'run() {',
	close: '}',
	unit: '  ',
	other: 'open_door',
	parse,
	...look,
});

const js = ['function parseDate(text) {', '\treturn new Date(text);', '}'];

export const looks: readonly Look[] = [
	{ ...c('javascript', js), head: 'function run() {', unit: '\t' },
	{
		...c('typescript', ['export const parseDate = (text: string) => new Date(text);']),
		unit: '\t',
	},
	{ ...c('typescriptreact', js), head: 'export function Run() {', unit: '  ' },
	{ ...c('javascriptreact', js), head: 'export const Run = () => {', close: '};', unit: '  ' },
	c('java', ['static Date parseDate(String text) {', '    return Date.from(text);', '}']),
	c('c', ['time_t parse_date(const char *text)', '{', '    return mktime(text);', '}']),
	c('cpp', ['Date parse_date(std::string text) {', '    return {text};', '}']),
	c('csharp', ['static DateTime ParseDate(string text)', '{', '    return new(text);', '}']),
	{
		...c('go', ['func ParseDate(s string) time.Time {', '\treturn t', '}'], 'open(door)'),
		unit: '\t',
	},
	c('rust', ['fn parse_date(text: &str) -> Date {', '    Date::from(text)', '}']),
	c('kotlin', ['fun parseDate(text: String): Date {', '    return Date(text)', '}'], 'open(door)'),
	c('swift', ['func parseDate(_ text: String) -> Date {', '    Date(text)', '}'], 'open(door)'),
	c('scala', ['def parseDate(text: String): Date = {', '  Date(text)', '}'], 'open(door)'),
	c('dart', ['DateTime parseDate(String text) {', '  return DateTime(text);', '}']),
	c('php', ['function parseDate($text) {', '    return new DateTime($text);', '}']),
	c('groovy', ['def parseDate(text) {', '    new Date(text)', '}'], 'open(door)'),
	c('objective-c', ['NSDate *parseDate(NSString *text) {', '    return nil;', '}']),
	c('scss', ['@mixin parse-date {', '    color: red;', '}'], 'margin: 0;'),
	c('less', ['.parse-date() {', '    color: red;', '}'], 'margin: 0;'),
	c('solidity', ['function parseDate(uint text) public {', '    emit Done(text);', '}']),
	c('proto', ['message ParseDate {', '  string text = 1;', '}'], 'string name = 1;'),
	c('zig', ['fn parseDate(text: []const u8) Date {', '    return text;', '}']),
	hash('python', ['def parse_date(text):', '    return text.strip()'], {
		head: 'def run():',
		close: 'run()',
		unit: '    ',
		other: 'open_door()',
	}),
	hash('ruby', ['def parse_date(text)', '  Date.parse(text)', 'end'], {
		head: 'def run',
		close: 'end',
	}),
	hash('shellscript', ['parse_date() {', '  date -d "$1"', '}']),
	hash('perl', ['sub parse_date {', '    return shift;', '}'], {
		head: 'sub run {',
		other: 'open_door;',
	}),
	hash('r', ['parse_date <- function(text) {', '  as.Date(text)', '}'], {
		head: 'run <- function() {',
	}),
	hash('julia', ['function parse_date(text)', '    Date(text)', 'end'], {
		head: 'function run()',
		close: 'end',
		other: 'open_door()',
	}),
	hash('elixir', ['def parse_date(text) do', '  Date.new(text)', 'end'], {
		head: 'def run do',
		close: 'end',
		other: 'open_door()',
	}),
	hash('powershell', ['function Parse-Date {', '    Get-Date', '}'], {
		head: 'function Run {',
		block: ['<#', '#>'],
	}),
	hash('yaml', ['parse_date:', '  zone: utc'], {
		head: 'jobs:',
		close: 'on: push',
		other: 'door: open',
	}),
	hash('dockerfile', ['RUN parse date'], {
		head: 'FROM node',
		close: 'USER me',
		other: 'EXPOSE 80',
		unit: '',
		alone: true,
	}),
	hash('makefile', ['parse_date:', '\t./parse'], {
		head: 'all:',
		close: 'clean:',
		unit: '\t',
		other: 'DOOR = open',
	}),
	hash('toml', ['[parse_date]', 'zone = "utc"'], {
		head: '[run]',
		close: 'b = 1',
		other: 'door = 1',
		unit: '  ',
	}),
	hash('graphql', ['type ParseDate {', '  text: String', '}'], {
		head: 'type Run {',
		other: 'door: Int',
	}),
	hash('nim', ['proc parseDate(text: string) =', '  echo text'], {
		head: 'proc run() =',
		close: 'run()',
		other: 'door.open()',
	}),
	{
		id: 'lua',
		line: '--',
		block: ['--[[', ']]'],
		head: 'function run()',
		close: 'end',
		unit: '\t',
		other: 'open(door)',
		parse: ['function parse_date(text)', '\treturn text', 'end'],
	},
	{
		id: 'haskell',
		line: '--',
		block: ['{-', '-}'],
		head: 'run = do',
		close: 'other = 1',
		unit: '  ',
		other: 'open door',
		parse: ['parseDate :: Text -> Day', 'parseDate text = read text'],
	},
	{
		id: 'sql',
		line: '--',
		block: ['/*', '*/'],
		head: 'BEGIN',
		close: 'END;',
		unit: '  ',
		other: 'VACUUM;',
		parse: ['CREATE FUNCTION parse_date(t text) RETURNS date AS $$', '  SELECT t::date', '$$;'],
	},
	{
		id: 'clojure',
		line: ';;',
		head: '(do',
		close: '(run)',
		unit: '  ',
		other: '(open door)',
		parse: ['(defn parse-date [text]', '  (inst text))'],
	},
	{
		id: 'matlab',
		line: '%',
		head: 'function run()',
		close: 'end',
		unit: '    ',
		other: 'disp(door)',
		parse: ['function d = parse_date(text)', '    d = text;', 'end'],
	},
	{
		id: 'html',
		block: ['<!--', '-->'],
		head: '<main>',
		close: '</main>',
		unit: '  ',
		other: '<hr>',
		parse: ['<time>parse the date</time>'],
	},
	{
		id: 'vue',
		block: ['<!--', '-->'],
		head: '<template>',
		close: '</template>',
		unit: '  ',
		other: '<hr>',
		parse: ['<parse-date :text="date" />'],
	},
	{
		id: 'svelte',
		block: ['<!--', '-->'],
		head: '{#if on}',
		close: '{/if}',
		unit: '\t',
		other: '<hr>',
		parse: ['<ParseDate {date} />'],
	},
	{
		id: 'css',
		block: ['/*', '*/'],
		head: '@media print {',
		close: '}',
		unit: '  ',
		other: 'margin: 0;',
		parse: ['.parse-date {', '  color: red;', '}'],
	},
	{
		id: 'xml',
		block: ['<!--', '-->'],
		head: '<run>',
		close: '</run>',
		unit: '  ',
		other: '<door/>',
		parse: ['<parse date="x"/>'],
	},
	{
		id: 'ocaml',
		block: ['(*', '*)'],
		head: 'let run () =',
		close: 'let () = run ()',
		unit: '  ',
		other: 'open_door ()',
		parse: ['let parse_date text =', '  Date.of_string text'],
	},
];
