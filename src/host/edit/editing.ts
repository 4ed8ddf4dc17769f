import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/disposable.ts';
import type { Gateway } from '../../core/gateway/gateway.ts';
import type { Log } from '../../core/log.ts';
import { isSecretFile } from '../../core/chat/secretFile.ts';
import { registerCodeActions } from '../codeActions.ts';
import { RegionContexts } from '../context/regionContext.ts';
import type { Connection } from '../connection.ts';
import type { Pause } from '../pause.ts';
import type { Project } from '../context/project.ts';
import type { PromptSecrets } from '../context/promptSecrets.ts';
import type { Settings } from '../settings.ts';
import { BaselineDocuments } from './baselineDocuments.ts';
import { BlockEdits } from './blockEdits.ts';
import { isOnComment } from './comments.ts';
import { ContextKeys } from './contextKeys.ts';
import { EditStream } from './editStream.ts';
import { FromComment } from './fromComment.ts';
import { registerHovers } from './hover.ts';
import { InlineEdit } from './inlineEdit.ts';
import { InstructionInput } from './instruction.ts';
import { InstructionHistory } from './instructionHistory.ts';
import { Journals } from './journals.ts';
import { JournalStore } from './journalStore.ts';
import { LanguageComments } from './languages.ts';
import { registerLenses } from './lens.ts';
import { registerLossNotice } from './lossNotice.ts';
import { EditMessages } from './messages.ts';
import { OpenEdits } from './openEdits.ts';
import { Paint } from './paint.ts';
import { Refine } from './refine.ts';
import { Review } from './review.ts';
import { PlacedEdits } from './placedEdits.ts';
import { ProblemPlace } from './reports.ts';
import { Rewrites } from './rewrites.ts';
import { registerSaveNotice } from './saveNotice.ts';
import { EditStart } from './starting.ts';
import { registerTodoLenses } from './todoLens.ts';
import { TestWriting } from './writeTests.ts';

export interface EditingOptions {
	/** Where journals of edits are kept. */
	readonly storage: vscode.Uri;
	/** Of the workspace. */
	readonly memento: vscode.Memento;
	readonly gateway: Gateway;
	readonly connection: Connection;
	readonly settings: Settings;
	readonly pause: Pause;
	readonly project: Project;
	readonly secrets: PromptSecrets;
	readonly log: Log;
}

/** All of the inline edit that commands reach; everything else hangs on its own events. */
export interface Editing extends Disposable {
	readonly edits: OpenEdits;
	readonly journals: Journals;
	/** Forgets all instructions, also those half written, and the journals of edits that are not open here. */
	forgetAll(): Promise<void>;
	readonly inlineEdit: InlineEdit;
	readonly fromComment: FromComment;
	readonly input: InstructionInput;
	readonly placed: PlacedEdits;
	readonly problems: ProblemPlace;
	readonly refine: Refine;
	readonly rewrites: Rewrites;
	readonly tests: TestWriting;
	readonly review: Review;
}

/** Builds the inline edit: the edits that are open, what starts them, shows them and reviews them. */
export function createEditing(options: EditingOptions): Editing {
	const { connection, log, memento, pause, settings, storage } = options;
	const store = new DisposableStore();
	const journals = new Journals(new JournalStore({ folder: storage, log }));
	const edits = store.add(new OpenEdits(journals));
	// Released before the edits: what still waits is written while they are what they were.
	store.add(journals);
	const baselines = store.add(new BaselineDocuments(edits));
	journals.restoreInto(edits, baselines);
	const languages = store.add(new LanguageComments());
	const onComment = isOnComment(languages);
	const messages = new EditMessages(connection);
	const input = new InstructionInput(() => options.project.files.prompts);
	const history = new InstructionHistory(memento);
	const stream = new EditStream({ ...options, messages });
	const blocks = store.add(new BlockEdits({ edits, messages, stream }));
	const start = new EditStart({ ...options, blocks, edits, messages, stream });
	const contexts = new RegionContexts({ isSecret: uri => isSecretFile(uri.path) });
	const inlineEdit = store.add(new InlineEdit({ contexts, start, input, history }));
	const fromComment = new FromComment({ settings, languages, start });
	const problems = store.add(new ProblemPlace());
	const rewrites = new Rewrites({ start, problems });
	const tests = new TestWriting(start);
	const refine = new Refine({ ...options, edits, history, input, messages, start, stream });
	const review = new Review({ edits, baselines, journals, log });
	const placed = new PlacedEdits({ edits, messages, stream });
	store.add(new Paint(edits));
	store.add(new ContextKeys({ edits, onComment }));
	store.add(registerLenses(edits));
	store.add(registerTodoLenses({ edits, languages, pause, settings }));
	store.add(registerHovers(edits));
	store.add(registerSaveNotice(edits));
	store.add(registerLossNotice(edits));
	const asked = problems.asked.bind(problems);
	const enabled = () => settings.codeActions && !pause.paused;
	store.add(registerCodeActions({ enabled, onComment, asked }));
	const forgetAll = async () => {
		history.clear();
		inlineEdit.forget();
		refine.forget();
		await journals.forgetAll();
	};
	const starters = { inlineEdit, fromComment, input, problems, refine, rewrites, tests };
	const dispose = () => store.dispose();
	return { edits, journals, forgetAll, ...starters, placed, review, dispose };
}
