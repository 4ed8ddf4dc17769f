import { resolve } from 'node:path';

/** The checkout. */
export const root = resolve(import.meta.dirname, '../..');

/** What a run leaves behind: logs, pictures, temporary workspaces. Git ignores it. */
export const leftovers = resolve(root, '.cache');

/**
 * Where large things are installed once: VS Code for the tests and the demo. `DOUBAO_TEST_CACHE`
 * moves it out of the checkout, so that several checkouts share one.
 */
export const installs = resolve(process.env['DOUBAO_TEST_CACHE'] ?? leftovers);
