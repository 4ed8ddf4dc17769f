/** What the messages at the border of host and panel look like, checked at each end. */
import type {
	AlertView,
	ChatSettings,
	FromWebview,
	GatewayChoice,
	SessionView,
	SettledView,
	ToWebview,
	TurnView,
} from './protocol.ts';
import { contextFromWebviewShapes, contextToWebviewShapes, cuts } from './contextProtocol.ts';
import { meterView } from './meter.ts';
import { chatStringKeys } from './strings.ts';
import { list, nullable, number, object, oneOf, optional, text } from './shape.ts';
import type { Check, ShapeOf } from './shape.ts';

interface Tagged {
	readonly type: string;
}

/** Characters (UTF-16 units). Above these a message is dropped, not cut. */
export const longestText = 1_000_000;
/** What is written and not sent may be longer, as long as a file of the history may be. */
const longestDraft = 20_000_000;
const longestId = 100;
export const longestLabel = 1000;

const id = text(longestId);
const label = text(longestLabel);
const body = text(longestText);
const unsent = text(longestDraft);
/** An address. */
const path = text(10_000);

const strings: Check = object(Object.fromEntries(chatStringKeys.map(key => [key, label])));

const settled: Check = object<SettledView>({
	outcome: oneOf('complete', 'truncated', 'filtered', 'interrupted', 'aborted', 'error'),
	alert: nullable(
		object<AlertView>({
			text: text(longestText),
			action: nullable(label),
			retryAfter: optional(number),
		}),
	),
	meter: optional(meterView),
	usage: nullable(
		object<NonNullable<SettledView['usage']>>({
			inputTokens: number,
			cachedTokens: optional(number),
			outputTokens: number,
			reasoningTokens: optional(number),
		}),
	),
	model: label,
	modelDiffers: oneOf(true, false),
	duration: number,
	reasoningDuration: nullable(number),
});

const turn: Check = object<TurnView>({
	id,
	question: body,
	questionCut: optional(oneOf(true)),
	editable: oneOf(true, false),
	version: nullable(object<NonNullable<TurnView['version']>>({ index: number, count: number })),
	context: list(label, 1000),
	cut: cuts,
	answer: body,
	reasoning: body,
	settled: nullable(settled),
});

/** A check for every field of every message: forgetting one does not compile. */
export type Shapes<M extends Tagged> = {
	readonly [T in M['type']]: ShapeOf<Omit<Extract<M, { readonly type: T }>, 'type'>>;
};

export const toWebviewShapes: Shapes<ToWebview> = {
	init: { strings },
	settings: {
		settings: object<ChatSettings>({
			sendKey: oneOf('enter', 'ctrlEnter'),
			showUsage: oneOf(true, false),
			thinking: oneOf(true, false),
		}),
	},
	show: { sessionId: id, draft: unsent },
	turn: { turn, first: optional(oneOf(true)) },
	length: { length: number },
	append: { turnId: id, text: body, reasoning: body },
	waiting: { turnId: id, reason: oneOf('silence', 'retry'), delay: nullable(number) },
	settle: { turnId: id, settled },
	remove: { turnId: id },
	queue: { question: nullable(body) },
	compose: { text: unsent },
	focus: {},
	...contextToWebviewShapes,
	history: {
		sessions: list(
			object<SessionView>({
				id,
				title: body,
				used: number,
				pinned: oneOf(true, false),
				streaming: oneOf(true, false),
				open: oneOf(true, false),
			}),
			100_000,
		),
		reveal: oneOf(true, false),
	},
	notice: { text: label },
	connection: { gatewayName: label, model: label },
	firstRun: {
		gateways: nullable(list(object<GatewayChoice>({ id, name: label }), 100)),
		selected: id,
	},
	firstRunResult: { ok: oneOf(true, false), message: text(longestText) },
};

export const fromWebviewShapes: Shapes<FromWebview> = {
	ready: {},
	ask: { text: body },
	draft: { text: unsent },
	stop: {},
	unqueue: {},
	think: { on: oneOf(true, false) },
	newChat: {},
	earlier: { turnId: id },
	...contextFromWebviewShapes,
	historyClosed: {},
	openSession: { sessionId: id },
	renameSession: { sessionId: id, title: label },
	pinSession: { sessionId: id, pinned: oneOf(true, false) },
	deleteSession: { sessionId: id },
	restoreSession: { sessionId: id },
	retry: { turnId: id },
	regenerate: { turnId: id },
	edit: { turnId: id, text: body },
	step: { turnId: id, by: oneOf(1, -1) },
	continue: { turnId: id },
	failureAction: { turnId: id },
	copyMessage: { turnId: id, part: oneOf('question', 'answer') },
	copyCode: { code: body },
	insertCode: { code: body },
	insertIntoTerminal: { code: body },
	applyCode: { turnId: id, code: body, language: text(100) },
	newFile: { code: body, language: text(100) },
	openLink: { url: path },
	openPlace: { path, line: number, endLine: number },
	selectModel: {},
	saveKey: { gateway: id, key: text(10_000) },
	tryDemo: {},
};
