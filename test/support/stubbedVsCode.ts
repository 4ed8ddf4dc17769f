import { build } from 'esbuild';
import { root } from './paths.ts';

/**
 * Bundles modules of the host with a stand-in for VS Code, for what can be told without one.
 *
 * @param contents Re-exports what is wanted, by paths from the checkout.
 * @param vscode The source of the stand-in.
 */
export async function withStubbedVsCode(contents: string, vscode: string): Promise<object> {
	const { outputFiles } = await build({
		stdin: { contents, resolveDir: root, loader: 'ts' },
		bundle: true,
		format: 'esm',
		write: false,
		plugins: [
			{
				name: 'stub-of-vscode',
				setup: builder => {
					builder.onResolve({ filter: /^vscode$/ }, ({ path }) => ({ path, namespace: 'stub' }));
					builder.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: vscode }));
				},
			},
		],
	});
	const encoded = Buffer.from(outputFiles[0]?.text ?? '').toString('base64');
	return await import(`data:text/javascript;base64,${encoded}`);
}
