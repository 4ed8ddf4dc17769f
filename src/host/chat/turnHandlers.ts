import * as vscode from 'vscode';
import type { Explain } from '../../core/chat/projection.ts';
import type { FromWebview, Handlers } from '../../core/chat/protocol.ts';
import type { ChangeQuestion } from '../../core/chat/sessionOptions.ts';
import type { Session } from '../../core/chat/session.ts';
import type { AskResult } from '../../core/chat/turn.ts';
import type { PlacedEdits } from '../edit/placedEdits.ts';
import { applyCode } from './applyCode.ts';
import { copy } from '../clipboard.ts';

export interface TurnHandlersOptions {
	/** The session that the panel shows. */
	readonly open: () => Session;
	readonly explainFailure: Explain;
	readonly placed: PlacedEdits;
	/** Asks, once there is a key. */
	readonly again: (ask: () => Promise<AskResult> | undefined) => void;
	/** Asks another question beside a turn. */
	readonly edit: (turnId: string, text: string) => void;
	/** Halves the context of a question. */
	readonly trimmed: ChangeQuestion;
	/** Resolves when all turns of that session have been read. */
	readonly whole: () => Promise<unknown>;
}

type TurnMessage =
	| 'retry'
	| 'regenerate'
	| 'edit'
	| 'continue'
	| 'step'
	| 'applyCode'
	| 'copyMessage'
	| 'failureAction';

/** What the buttons of a message may ask for. */
export function turnHandlers({
	open,
	explainFailure,
	again,
	edit,
	whole,
	placed,
	trimmed,
}: TurnHandlersOptions): Pick<Handlers<FromWebview>, TurnMessage> {
	const turnOf = (turnId: string) => open().turns.find(({ id }) => id === turnId);
	return {
		retry: ({ turnId }) => again(() => open().retry(turnId)),
		regenerate: ({ turnId }) => again(() => open().branch(turnId)),
		edit: ({ turnId, text }) => edit(turnId, text),
		continue: ({ turnId }) => again(() => open().continue(turnId)),
		step: ({ turnId, by }) => void whole().then(() => open().step(turnId, by)),
		applyCode: ({ turnId, code, language }) =>
			void applyCode(placed, { code, language, turn: turnOf(turnId) }),
		copyMessage: ({ turnId, part }) => {
			const turn = turnOf(turnId);
			void copy(part === 'answer' ? (turn?.answer ?? '') : (turn?.question.shown ?? ''));
		},
		// The command of the button under a failure: ours, looked up here, never the panel's.
		failureAction: ({ turnId }) => {
			const failure = turnOf(turnId)?.settled?.failure;
			const { action, trim } = failure ? explainFailure(failure) : {};
			if (trim !== undefined) {
				again(() => open().retry(turnId, trimmed));
			} else if (action) {
				void vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
			}
		},
	};
}
