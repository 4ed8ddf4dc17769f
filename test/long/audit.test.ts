import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, bundledPackages } from '../check/bundles.ts';
import { root } from '../support/paths.ts';

/** What `npm audit --json` tells; without a version of the report the registry did not answer. */
interface Audit {
	readonly auditReportVersion?: number;
	readonly message?: string;
	readonly vulnerabilities?: Readonly<Record<string, { readonly nodes: readonly string[] }>>;
}

describe('the packages that are shipped', function () {
	this.timeout(0);

	/**
	 * All that is installed is asked about: what is shipped is bundled, and so stands among the
	 * packages for development, which `--omit=dev` would leave out.
	 */
	it('(Y3) have no known holes', async function () {
		const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
		const { stdout } = spawnSync(npm, ['audit', '--json'], { cwd: root, encoding: 'utf8' });
		const { auditReportVersion, message, vulnerabilities = {} }: Audit = JSON.parse(stdout);
		if (auditReportVersion === undefined) {
			console.log(`    The registry does not answer: ${message ?? 'no reason'}`);
			this.skip();
		}
		const folder = await mkdtemp(join(tmpdir(), 'audit-'));
		try {
			const shipped = bundledPackages(await build(folder));
			assert.ok(shipped.length > 0);
			const found = Object.values(vulnerabilities).flatMap(({ nodes }) => nodes);
			assert.deepEqual(
				found.filter(path => shipped.includes(path)),
				[],
			);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});
