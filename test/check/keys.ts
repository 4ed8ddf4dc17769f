/** Checks our keys against VS Code's own on three systems, and against the contract. */
import { readFile } from 'node:fs/promises';
import {
	defaultKeysFile,
	normalized,
	systems,
	type DefaultKeys,
	type System,
} from './defaultKeys.ts';

export interface Keybinding {
	readonly command: string;
	readonly key: string;
	readonly mac?: string;
	readonly when?: string;
}

/** Keys that editing rests on: they are never ours, whatever the condition. */
const untouchable = /^(?:ctrl|cmd)\+(?:shift\+)?[zklc]$/;

/**
 * A key that VS Code uses may be ours only where a condition of our own holds, which is true for as
 * long as something of ours is under the cursor. `ctrl+i` starts VS Code's inline chat; ours comes
 * where there is none, or by the user's setting.
 */
const narrow =
	/\bdoubao\.(?:inHunk|inPendingRegion|pendingAnywhere|pending|streamingHere|onComment|inInstruction|inPlace)\b/;
const instead = /!inlineChatHasEditsAgent \|\| config\.doubao\.keys\.overrideInlineChat/;

/** Says where the focus is, or must not be: elsewhere a key belongs to what has the focus. */
const focused = /\b(?:editorTextFocus|inQuickInput|commentFocused|terminalFocus)\b/;
/** Works wherever the focus is but in a terminal, whose program reads keys, and in a list or field. */
const anywhere = '!terminalFocus && !inQuickInput';

/** What users learn: key on Windows and Linux, key on macOS. The first one that a command has. */
const contract: Readonly<Record<string, readonly [general: string, mac: string]>> = {
	'doubao.editSelection': ['alt+i', 'ctrl+i'],
	'doubao.openChat': ['alt+j', 'ctrl+shift+i'],
	'doubao.addSelectionToChat': ['shift+alt+j', 'ctrl+shift+j'],
	'doubao.explainSelection': ['shift+alt+e', 'ctrl+cmd+e'],
	'doubao.generateFromComment': ['shift+alt+g', 'ctrl+cmd+g'],
	'doubao.acceptHunk': ['ctrl+y', 'cmd+y'],
	'doubao.rejectHunk': ['ctrl+n', 'cmd+n'],
	'doubao.acceptAll': ['ctrl+enter', 'cmd+enter'],
	'doubao.rejectAll': ['ctrl+shift+backspace', 'cmd+shift+backspace'],
	'doubao.nextHunk': ['alt+f5', 'alt+f5'],
	'doubao.previousHunk': ['shift+alt+f5', 'shift+alt+f5'],
	'doubao.stop': ['escape', 'escape'],
};

export async function checkKeys(
	bindings: readonly Keybinding[],
	check: (holds: boolean, otherwise: string) => void,
): Promise<void> {
	const defaults: DefaultKeys = JSON.parse(await readFile(defaultKeysFile, 'utf8'));
	for (const system of systems) {
		const taken = new Set(defaults[system]);
		for (const binding of bindings) {
			const key = keyOn(system, binding);
			const { command, when = '' } = binding;
			check(!untouchable.test(key), `${command} takes ${key} on ${system}, which is nobody's.`);
			check(
				when.startsWith('!') ? when === anywhere : focused.test(when),
				`The "when" of ${command} must say where the focus is.`,
			);
			check(
				!taken.has(key) || narrow.test(when) || instead.test(when),
				`${command} takes ${key} on ${system} from VS Code, where nothing of ours is at hand.`,
			);
		}
	}
	for (const [command, [general, mac]] of Object.entries(contract)) {
		const first = bindings.find(binding => binding.command === command);
		const keys = first && [keyOn('linux', first), keyOn('mac', first)].join(', ');
		const agreed = [normalized(general), normalized(mac)].join(', ');
		check(keys === agreed, `The keys of ${command} must be ${agreed}; they are ${keys ?? 'none'}.`);
	}
}

function keyOn(system: System, { key, mac }: Keybinding): string {
	return normalized(system === 'mac' ? (mac ?? key) : key);
}
