import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { root } from './paths.ts';

/** The parts of VS Code that the settings read; `get` gives what `stubbed.value` is at the moment. */
const vscode = `
export const stubbed = globalThis.doubaoStubbed = { value: undefined };
export const workspace = {
	onDidChangeConfiguration: () => ({ dispose() {} }),
	getConfiguration: () => ({ get: () => stubbed.value, inspect: () => undefined }),
};
export const window = {}, l10n = { t: text => text }, ConfigurationTarget = {};
`;

/** What this looks at of the host's `Settings`. */
interface Settings {
	gateway(): Readonly<Record<string, unknown>>;
	reasoning(task: 'chat' | 'edit'): unknown;
	readonly editModel: unknown;
	readonly fastModel: unknown;
	readonly contextTokens: number;
	readonly sessionCap: number;
	readonly instructions: unknown;
	readonly replyLanguage: unknown;
	readonly sendKey: unknown;
	readonly explainLocation: unknown;
	readonly explainDepth: unknown;
	readonly nativeChat: unknown;
}

interface Bundle {
	readonly Settings: new () => Settings;
}

/** Puts a value into every setting at once and looks at what comes out. */
export async function settingsChecker(): Promise<(value: unknown) => void> {
	const { outputFiles } = await build({
		stdin: { contents: `export * from './src/host/settings.ts';`, resolveDir: root, loader: 'ts' },
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
	const bundle: Bundle = await import(`data:text/javascript;base64,${encoded}`);
	const stubbed: { value: unknown } = Reflect.get(globalThis, 'doubaoStubbed');
	const settings = new bundle.Settings();
	return value => {
		stubbed.value = value;
		assertUsable(settings);
	};
}

function assertUsable(settings: Settings): void {
	const asked = settings.gateway();
	for (const name of ['gateway', 'baseUrl', 'api', 'model']) {
		assert.equal(typeof asked[name], 'string');
	}
	assert.notEqual(asked['model'], '');
	for (const name of ['headers', 'extraBody', 'timeouts', 'prices']) {
		assert.equal(typeof asked[name], 'object');
		assert.notEqual(asked[name], null);
	}
	const { headers, timeouts, maxOutputTokens } = asked;
	assert.ok(Object.values(Object(headers)).every(one => typeof one === 'string'));
	assert.ok(Object.values(Object(timeouts)).every(seconds => Number(seconds) > 0));
	assert.ok(Number.isFinite(maxOutputTokens) && Number(maxOutputTokens) >= 0);
	assert.ok(settings.contextTokens >= 1000 && settings.sessionCap >= 0);
	for (const text of [settings.editModel, settings.fastModel, settings.instructions]) {
		assert.equal(typeof text, 'string');
	}
	const choices: readonly (readonly [chosen: unknown, allowed: readonly unknown[]])[] = [
		[settings.reasoning('edit'), ['off', 'default', 'low', 'medium', 'high']],
		[settings.replyLanguage, ['auto', 'en', 'zh-cn']],
		[settings.sendKey, ['enter', 'ctrlEnter']],
		[settings.explainLocation, ['panel', 'inPlace']],
		[settings.explainDepth, ['brief', 'normal', 'thorough']],
		[settings.nativeChat, [true, false]],
	];
	for (const [chosen, allowed] of choices) {
		assert.ok(allowed.includes(chosen), String(chosen));
	}
}
