import * as vscode from 'vscode';
import type { Place } from '../core/chat/place.ts';
import type { Apart } from './apart.ts';
import type { ApiKey } from './apiKey.ts';
import type { ChatView } from './chat/chatView.ts';
import { clearAllData } from './clearData.ts';
import type { CommandHandler } from './commands.ts';
import type { Connection } from './connection.ts';
import type { ConnectionTest } from './connectionTest.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Editing } from './edit/editing.ts';
import { isPartial, isStreaming } from './edit/openEdits.ts';
import { attachCommands } from './context/attachCommands.ts';
import { attachmentOf } from './context/editorContext.ts';
import { explainChanges } from './explain/changes.ts';
import type { Explaining } from './explain/explaining.ts';
import { permissionOf } from './context/permission.ts';
import type { PromptSecrets } from './context/promptSecrets.ts';
import { mayHoldKeys, secretFileSentence } from './context/secretFiles.ts';
import { explainTestFailure } from './explain/testFailure.ts';
import { fields } from './fields.ts';
import { atLine } from './lineMenu.ts';
import type { Recording } from './recording.ts';
import { openPlace } from './openPlace.ts';
import type { GettingStarted } from './gettingStarted.ts';
import { unlessPaused, type Pause } from './pause.ts';
import type { Settings } from './settings.ts';
import type { StatusMenu } from './statusMenu.ts';
import { stop } from './stop.ts';
import type { LogChannel } from './logChannel.ts';

export interface CommandParts {
	readonly apart: Apart;
	readonly apiKey: ApiKey;
	readonly gettingStarted: GettingStarted;
	readonly menu: StatusMenu;
	readonly pause: Pause;
	readonly settings: Settings;
	readonly chat: ChatView;
	readonly connection: Connection;
	readonly editing: Editing;
	readonly explaining: Explaining;
	readonly test: ConnectionTest;
	readonly diagnostics: Diagnostics;
	readonly recording: Recording;
	readonly secrets: PromptSecrets;
	readonly clearGateway: () => void;
	readonly log: LogChannel;
}

type Handlers = Readonly<Record<`doubao.${string}`, CommandHandler>>;

/** Every command by its id. Their arguments and results are a contract; see README. */
export function commandHandlers(parts: CommandParts): Handlers {
	return unlessPaused(parts.pause, handlersOf(parts));
}

function handlersOf(parts: CommandParts): Handlers {
	const { chat, connection, log } = parts;
	const { commits, explain, inPlace, terminals } = parts.explaining;
	const { fromComment, inlineEdit, input, refine, review, rewrites, tests } = parts.editing;
	return {
		'doubao.openChat': () => chat.open(true),
		'doubao.ask': argument => ask(chat, argument),
		'doubao.newChat': () => {
			chat.newChat();
			return chat.open(true);
		},
		...attachCommands(chat),
		'doubao.openPlace': argument => openPlace(placeOf(argument), permissionOf(argument).mayAsk),
		'doubao.showRequest': () => chat.showRequest(),
		'doubao.showHistory': () => chat.showHistory(),
		'doubao.exportChat': argument => chat.exportTo(argument),
		'doubao.importChat': argument => chat.importFrom(argument),
		'doubao.explainSelection': argument => atLine(argument, () => explain.selection()),
		'doubao.explainInPlace': () => explain.here(),
		'doubao.explainFile': () => explain.file(),
		'doubao.explainProblem': () => explain.problem(),
		'doubao.explainTestFailure': argument => explainTestFailure(explain, argument),
		'doubao.explainChanges': (...resources) => explainChanges(explain, resources),
		'doubao.continueInChat': () => explain.continueInChat(),
		'doubao.closeExplanation': () => inPlace.close(),
		'doubao.explainTerminalSelection': () => terminals.explain(),
		'doubao.fixTerminalCommand': () => terminals.fix(),
		'doubao.generateCommitMessage': argument => commits.generate(argument),
		'doubao.editSelection': argument =>
			atLine(argument, () =>
				inlineEdit.editSelection(
					textField(argument, 'instruction'),
					fields(argument)['confirm'] === true,
				),
			),
		'doubao.refineEdit': argument => refine.refineEdit(textField(argument, 'instruction')),
		'doubao.continueEdit': argument => refine.continueEdit(argument),
		'doubao.previousInstruction': () => input.recall(1),
		'doubao.nextInstruction': () => input.recall(-1),
		'doubao.generateFromComment': argument => fromComment.generate(argument),
		'doubao.fixProblems': () => rewrites.fixProblems(),
		'doubao.writeDocs': () => rewrites.rewrite('docs'),
		'doubao.simplify': () => rewrites.rewrite('simplify'),
		'doubao.addTypes': () => rewrites.rewrite('types'),
		'doubao.writeTests': () => tests.write(),
		'doubao.acceptHunk': argument => review.acceptHunk(argument),
		'doubao.rejectHunk': argument => review.rejectHunk(argument),
		'doubao.acceptAll': argument => review.acceptAll(argument),
		'doubao.rejectAll': () => review.rejectAll(),
		'doubao.acceptEverything': argument => review.acceptEverything(argument),
		'doubao.rejectEverything': () => review.rejectEverything(),
		'doubao.nextHunk': () => review.goTo(1),
		'doubao.previousHunk': () => review.goTo(-1),
		'doubao.showDiff': () => review.showDiff(),
		'doubao.showRemoved': argument => review.showRemoved(argument),
		'doubao.stop': argument => stop(parts, argument),
		'doubao.setApiKey': argument => connection.setApiKey(textField(argument, 'key')),
		'doubao.removeApiKey': () => connection.removeApiKey(),
		'doubao.selectGateway': argument => connection.selectGateway(fields(argument)['id']),
		'doubao.selectModel': argument => connection.selectModel(textField(argument, 'id')),
		'doubao.openSettings': () =>
			vscode.commands.executeCommand('workbench.action.openSettings', 'doubao.'),
		'doubao.testConnection': () => parts.test.show(),
		'doubao.copyDiagnostics': () => parts.diagnostics.copy(),
		'doubao.recordDiagnostics': () => parts.recording.toggle(),
		'doubao.showMenu': () => parts.menu.show(),
		'doubao.selectThinking': argument => {
			const { task, level } = fields(argument);
			return parts.menu.selectThinking(task === 'edit' ? 'edit' : 'chat', level);
		},
		'doubao.pause': () => {
			stop(parts, { all: true });
			return parts.pause.set(true);
		},
		'doubao.resume': () => parts.pause.set(false),
		'doubao.clearAllData': argument => clearAllData(parts, permissionOf(argument)),
		'doubao.getStarted': () => parts.gettingStarted.open(),
		'doubao.openSample': argument => parts.gettingStarted.openSample(fields(argument)['step']),
		'doubao.takeInlineChatKey': () => parts.settings.takeInlineChatKey(),
		'doubao.importFromContinue': async argument => {
			const { importFromContinue } = await import('./continueImport.ts');
			return importFromContinue(parts, argument);
		},
		'doubao.showLog': () => log.show(),
		'doubao.getState': () => state(parts),
	};
}

function textField(argument: unknown, name: string): string | undefined {
	const value = fields(argument)[name];
	// Something that is no text is an answer all the same, only no usable one: nobody is asked.
	return value === undefined || typeof value === 'string' ? value : '';
}

function placeOf(argument: unknown): Place {
	const { path, line, endLine } = fields(argument);
	const row = typeof line === 'number' ? line : 1;
	return {
		path: typeof path === 'string' ? path : '',
		line: row,
		endLine: typeof endLine === 'number' ? endLine : row,
	};
}

/** Without a text there is nothing to ask yet: the composer gets the focus. */
async function ask(chat: ChatView, argument: unknown): Promise<unknown> {
	const { newChat, attach, confirm } = fields(argument);
	const text = textField(argument, 'text');
	if (text === undefined || text.trim() === '') {
		await chat.open(true);
		return { outcome: 'refused', text: '', reasoning: '' };
	}
	const context = attach === 'selection' || attach === 'file' ? attachmentOf(attach) : undefined;
	const confirmed = confirm === true;
	if (context && !confirmed && mayHoldKeys(context)) {
		return { outcome: 'refused', text: '', reasoning: '', reason: secretFileSentence(context) };
	}
	return chat.ask({
		text,
		newChat: newChat === true,
		...(context && { context: [context] }),
		mayAsk: false,
		confirmed,
	});
}

/** What goes on, for automation. */
function state({ chat, editing, explaining }: CommandParts): unknown {
	const { commits, inPlace, terminals } = explaining;
	const others = [inPlace, commits, terminals];
	const open = editing.edits.files
		.flatMap(({ document, edits }) => edits.map(edit => ({ document, edit })))
		.filter(({ edit }) => edit.session.state !== 'closed');
	return {
		streaming:
			chat.streaming ||
			others.some(({ streaming }) => streaming) ||
			open.some(({ edit }) => isStreaming(edit)),
		chat: chat.state(),
		edits: open.map(({ document, edit }) => ({
			uri: document.uri.toString(),
			state: edit.session.state,
			partial: isPartial(edit),
			hunks: edit.session.hunks.map(({ start, end, removed, added }) => ({
				range: { start, end },
				removed,
				added,
			})),
		})),
	};
}
