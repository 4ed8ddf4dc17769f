/** Makes `doubao-assistant.vsix`. */
import { join, relative } from 'node:path';
import { command } from './command.ts';
import { root } from './paths.ts';
import { stage } from './stage.ts';

const vsce = ['--yes', '@vscode/vsce@3.9.1', 'package', '--no-dependencies'];
const loose = ['--allow-missing-repository', '--no-rewrite-relative-links'];
const out = join(root, 'doubao-assistant.vsix');
await command('npx', [...vsce, ...loose, '--out', out], { cwd: await stage() });
console.log(`Packaged: ${relative(root, out)}`);
