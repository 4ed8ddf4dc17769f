/** What users, their keybindings and automation rely on: names that must not change by accident. */

/** Every command of the contract; others may be added, none of these may go. */
export const commands: readonly string[] = [
	'openChat',
	'ask',
	'explainSelection',
	'explainInPlace',
	'editSelection',
	'generateFromComment',
	'fixProblems',
	'writeDocs',
	'writeTests',
	'acceptHunk',
	'rejectHunk',
	'acceptAll',
	'rejectAll',
	'nextHunk',
	'previousHunk',
	'refineEdit',
	'showDiff',
	'stop',
	'newChat',
	'showHistory',
	'exportChat',
	'importChat',
	'addSelectionToChat',
	'addFileToChat',
	'generateCommitMessage',
	'explainTerminalSelection',
	'setApiKey',
	'removeApiKey',
	'selectGateway',
	'selectModel',
	'testConnection',
	'getState',
	'pause',
	'resume',
	'clearAllData',
	'showLog',
	'copyDiagnostics',
].map(name => `doubao.${name}`);

interface ContractSetting {
	readonly default: unknown;
	/** Decides where bytes or keys go, or what they cost: only the user may set it. */
	readonly userOnly?: true;
}

/** Every setting of the contract; others may be added, none of these may go. */
export const settings: Readonly<Record<string, ContractSetting>> = {
	'doubao.gateway': { default: 'cubicspaces', userOnly: true },
	'doubao.baseUrl': { default: '', userOnly: true },
	'doubao.api': { default: 'auto', userOnly: true },
	'doubao.model': { default: 'doubao-seed-2-0-code', userOnly: true },
	'doubao.editModel': { default: '', userOnly: true },
	'doubao.fastModel': { default: '', userOnly: true },
	'doubao.headers': { default: {}, userOnly: true },
	'doubao.extraBody': { default: {}, userOnly: true },
	'doubao.reasoning.chat': { default: 'default' },
	'doubao.reasoning.edit': { default: 'off' },
	'doubao.maxOutputTokens': { default: 0 },
	'doubao.timeouts': { default: {}, userOnly: true },
	'doubao.responses.store': { default: false, userOnly: true },
	'doubao.context.maxTokens': { default: 28_000 },
	'doubao.context.useInstructions': { default: true },
	'doubao.instructions': { default: '' },
	'doubao.language.reply': { default: 'auto' },
	'doubao.language.comment': { default: 'auto' },
	'doubao.language.commit': { default: 'auto' },
	'doubao.chat.location': { default: 'secondarySidebar' },
	'doubao.chat.sendKey': { default: 'enter' },
	'doubao.explain.location': { default: 'panel' },
	'doubao.explain.depth': { default: 'normal' },
	'doubao.codeActions.enabled': { default: true },
	'doubao.fromComment.codeLens': { default: false },
	'doubao.fromComment.intoDocComment': { default: false },
	'doubao.keys.overrideInlineChat': { default: false },
	'doubao.keys.acceptRejectInHunk': { default: true },
	'doubao.usage.show': { default: true },
	'doubao.usage.prices': { default: {}, userOnly: true },
	'doubao.usage.sessionCap': { default: 0, userOnly: true },
	'doubao.nativeChat.enabled': { default: true },
};

/** Where commands are found beside the palette; in the menu of the editor there is one entry only. */
export const menus: Readonly<Record<string, readonly string[]>> = {
	'doubao.editorContext': ['editSelection', 'generateFromComment', 'fixProblems', 'writeTests'],
	'editor/title': ['acceptAll', 'rejectAll', 'nextHunk', 'previousHunk', 'stop'],
	'editor/lineNumber/context': ['editSelection', 'explainSelection'],
	'explorer/context': ['addFileToChat'],
	'terminal/context': ['explainTerminalSelection', 'fixTerminalCommand'],
	'scm/title': ['generateCommitMessage', 'stop'],
	'scm/resourceState/context': ['explainChanges'],
	'testing/message/context': ['explainTestFailure'],
	'view/title': ['newChat', 'showHistory', 'openSettings'],
};

/** The most settings that a person is asked to look at. */
export const mostSettings = 40;
