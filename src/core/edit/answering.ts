import type { TargetRows } from './answer.ts';
import { AnswerRows } from './answer.ts';
import type { Clock, EditPort, EditSessionOptions } from './contract.ts';
import type { EditModel } from './model.ts';
import { StreamRun } from './stream.ts';
import type { Writing } from './writing.ts';

export interface AnsweringOptions {
	readonly clock: Clock;
	readonly port: EditPort;
	readonly model: EditModel;
	readonly writing: Writing;
	readonly newRows: () => AnswerRows;
	/** Whether the gateway's final text may replace what streamed. */
	readonly mayCorrect: () => boolean;
}

/** The reading of one answer into the model. */
export function answering(options: AnsweringOptions): StreamRun {
	const { clock, port, model, writing, newRows, mayCorrect } = options;
	return new StreamRun({
		clock,
		port,
		newRows,
		write: plan => writing.write(port, plan),
		planRows: (rows, complete) =>
			// A second answer has no edge before its first rows take the place of the first one's.
			writing.plan(
				model.region.edge ? model.planRows(rows, complete) : model.planInstead(rows, complete),
				complete,
			),
		planInstead: (rows, complete) =>
			mayCorrect() ? writing.plan(model.planInstead(rows, complete), true) : undefined,
	});
}

/**
 * A reader of answers about `target`, with the options of the session.
 *
 * @param again Not the first answer: it comes in a fence, even if that one was verbatim.
 */
export function answerRows(
	options: EditSessionOptions,
	target: TargetRows,
	again: boolean,
): AnswerRows {
	const { languageId, baseIndent, reindent = 'auto', fenceRequired = false } = options;
	const verbatim = options.verbatim === true && !again;
	return new AnswerRows({ target, languageId, reindent, baseIndent, fenceRequired, verbatim });
}
