/**
 * The words of the chat panel, in the user's language. The host makes them, the panel shows them;
 * `{0}` and `{1}` are filled by `fill`.
 */
export const chatStringKeys = [
	'conversation',
	'youMessage',
	'assistantMessage',
	'message',
	'messagePlaceholder',
	'send',
	'sendQueued',
	'stop',
	'gatewayAndModel',
	'copy',
	'copied',
	'insertAtCursor',
	'newFile',
	'retry',
	'thinking',
	'thoughtFor',
	'thoughtForTokens',
	'scrollToBottom',
	'usage',
	'usageUnknown',
	'answeredBy',
	'answeredByOther',
	'took',
	'statusSent',
	'statusAnswering',
	'statusComplete',
	'statusStopped',
	'stillWaiting',
	'retryingIn',
	'markTruncated',
	'markFiltered',
	'markInterrupted',
	'markStopped',
	'queuedNext',
	'attached',
	'emptyTitle',
	'emptyText',
	'tryExplain',
	'tryBug',
	'tryWrite',
	'firstRunTitle',
	'firstRunText',
	'gateway',
	'apiKey',
	'apiKeyHint',
	'saveAndTest',
	'saving',
	'tryTheDemo',
	'demoHint',
	'keyMissing',
	'image',
	'taskDone',
	'taskOpen',
	'code',
	'cutForDisplay',
] as const;

export type ChatStrings = Readonly<Record<(typeof chatStringKeys)[number], string>>;

/** Fills the places `{0}`, `{1}`, … of a translated sentence. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
	return template.replaceAll(/\{(\d+)\}/g, (place, index) =>
		String(values[Number(index)] ?? place),
	);
}
