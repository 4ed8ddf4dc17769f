import assert from 'node:assert/strict';
import { withStubbedVsCode } from './stubbedVsCode.ts';

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
	// oxlint-disable-next-line no-unsafe-type-assertion -- what the bundle exports
	const bundle = (await withStubbedVsCode(
		`export * from './src/host/settings.ts';`,
		vscode,
	)) as Bundle;
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
