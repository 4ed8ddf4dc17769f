import type { Failure } from '../gateway/gateway.ts';
import type { MeterView } from './meter.ts';
import { longestText } from './protocolShapes.ts';
import type { SettledView, ToWebview, TurnView } from './protocol.ts';
import { modelDiffers } from './turn.ts';
import type { Settled, Turn } from './turn.ts';
import type { Version } from './turnTree.ts';
import { tokenRate } from './usage.ts';

/** Makes a sentence, and the title of a button, out of a failure. */
export type Explain = (failure: Failure) => {
	readonly text: string;
	readonly action?: {
		readonly title: string;
		readonly command: string;
		readonly arguments?: readonly unknown[];
	};
	/** The title of a button that asks once more with half the context. */
	readonly trim?: string;
	/** Asking once more helps more than the action; the panel offers it with every failure. */
	readonly retry?: boolean;
};

/** UTF-16 units of text in one message: at most 192 KB as UTF-8. */
const longestPiece = 64_000;

/** A settled answer as the panel shows it. */
export function settledView(turn: Turn, settled: Settled, explain: Explain): SettledView {
	const { outcome, failure, usage, model, duration, reasoningDuration } = settled;
	const explanation = failure && showsAlert(settled) ? explain(failure) : undefined;
	return {
		outcome,
		alert: explanation
			? {
					text: explanation.text,
					action:
						explanation.retry === true
							? null
							: (explanation.trim ?? explanation.action?.title ?? null),
					...(failure?.retryAfter !== undefined && { retryAfter: failure.retryAfter }),
				}
			: null,
		meter: meterView(settled),
		usage: usage ?? null,
		model: model ?? turn.askedModel,
		modelDiffers: modelDiffers(turn.askedModel, model),
		duration,
		reasoningDuration: reasoningDuration ?? null,
	};
}

function meterView(settled: Settled): MeterView {
	const { firstTextAfter, cost, session } = settled;
	const rate = tokenRate(settled);
	return {
		...(firstTextAfter !== undefined && { firstText: firstTextAfter }),
		...(rate !== undefined && { rate }),
		...(cost !== undefined && { cost }),
		...(session && { session }),
	};
}

/** An answer at the length limit is no failure to alarm about: its mark says so. */
function showsAlert({ outcome }: Settled): boolean {
	return outcome !== 'aborted' && outcome !== 'truncated';
}

/**
 * The messages that show a turn from nothing: the turn, and if its texts are long, the rest in
 * pieces, so that no message is large.
 */
export function* turnMessages(
	turn: Turn,
	explain: Explain,
	version?: Version,
): Generator<ToWebview, void> {
	const { shown } = turn.question;
	const isLong = shown.length > longestText;
	const whole: TurnView = {
		id: turn.id,
		question: isLong ? shown.slice(0, longestText) : shown,
		...(isLong && { questionCut: true }),
		// What is not shown whole cannot be edited without losing the rest.
		editable: !isLong && shown === turn.question.text,
		version: version ?? null,
		context: turn.question.context.map(({ label }) => label),
		cut: turn.question.cut ?? [],
		answer: turn.answer,
		reasoning: turn.reasoning,
		settled: turn.settled ? settledView(turn, turn.settled, explain) : null,
	};
	if (whole.answer.length + whole.reasoning.length <= longestPiece) {
		yield { type: 'turn', turn: whole };
		return;
	}
	yield { type: 'turn', turn: { ...whole, answer: '', reasoning: '', settled: null } };
	for (const reasoning of pieces(whole.reasoning)) {
		yield { type: 'append', turnId: turn.id, text: '', reasoning };
	}
	for (const text of pieces(whole.answer)) {
		yield { type: 'append', turnId: turn.id, text, reasoning: '' };
	}
	if (whole.settled) {
		yield { type: 'settle', turnId: turn.id, settled: whole.settled };
	}
}

function* pieces(text: string): Generator<string, void> {
	for (let start = 0; start < text.length; start += longestPiece) {
		yield text.slice(start, start + longestPiece);
	}
}
