import assert from 'node:assert/strict';
import { canonicalPath, protectionOf } from '../../../src/core/edit/protected.ts';

const folders = ['/home/me/project'];

describe('protectionOf', () => {
	const cases = [
		['src/app.ts', undefined],
		['src/git/hooks.ts', undefined],
		['docs/vscode.md', undefined],
		['.gitignore', undefined],
		['src/package.json.ts', undefined],
		['.git/config', 'git'],
		['.git/hooks/pre-commit', 'git'],
		['sub/.git/config', 'git'],
		['.gitmodules', 'git'],
		['.vscode/settings.json', 'editor'],
		['.VSCode/tasks.json', 'editor'],
		['.vscode./tasks.json', 'editor'],
		['.vscode /tasks.json', 'editor'],
		['src/../.vscode/tasks.json', 'editor'],
		['.idea/workspace.xml', 'editor'],
		['my.code-workspace', 'editor'],
		['my.code-workspace::$DATA', 'editor'],
		['.devcontainer/devcontainer.json', 'container'],
		['.devcontainer.json', 'container'],
		['.github/workflows/ci.yml', 'workflow'],
		['.GitHub\\Workflows\\ci.yml', 'workflow'],
		['.gitlab-ci.yml', 'workflow'],
		['.husky/pre-commit', 'hook'],
		['.bashrc', 'shell'],
		['.zshenv', 'shell'],
		['.bash_profile', 'shell'],
		['home/.envrc', 'shell'],
		['package.json', 'scripts'],
		['packages/a/Package.JSON', 'scripts'],
		['package.json.', 'scripts'],
		['AGENTS.md', 'agent'],
		['.mcp.json', 'agent'],
		['.claude/settings.json', 'agent'],
		['.ssh/config', 'secret'],
		['.npmrc', 'secret'],
		['../other/app.ts', 'outside'],
		['../project2/app.ts', 'outside'],
	] as const;
	for (const [file, expected] of cases) {
		it(`(E20) says ${expected ?? 'nothing'} of ${file}`, () => {
			assert.equal(protectionOf({ path: `/home/me/project/${file}`, folders }), expected);
		});
	}

	it('takes letters composed in two ways for the same', () => {
		const path = '/home/me/cafe\u0301/src/a.ts';
		assert.equal(protectionOf({ path, folders: ['/home/me/caf\u00e9'] }), undefined);
	});

	it('looks at nothing above the folder', () => {
		const root = '/home/me/.vscode/extensions/mine';
		assert.equal(protectionOf({ path: `${root}/a.ts`, folders: [root] }), undefined);
	});

	it('knows Windows paths, and folders of which one holds the other', () => {
		const drive = ['C:\\work', 'c:\\work\\.github'];
		assert.equal(protectionOf({ path: 'c:\\Work\\src\\a.ts', folders: drive }), undefined);
		assert.equal(
			protectionOf({ path: 'C:\\work\\.github\\workflows\\a.yml', folders: ['C:\\work'] }),
			'workflow',
		);
		assert.equal(protectionOf({ path: 'D:\\a.ts', folders: drive }), 'outside');
	});

	it('finds nothing outside where there is no folder, but still what is named', () => {
		assert.equal(protectionOf({ path: '/etc/a.conf', folders: [] }), undefined);
		assert.equal(protectionOf({ path: '/home/me/.bashrc', folders: [] }), 'shell');
	});
});

describe('canonicalPath', () => {
	it('has one spelling for a file', () => {
		assert.equal(canonicalPath('C:\\A\\.\\b.\\..\\c:x:$DATA'), '/c:/a/c');
	});
});
