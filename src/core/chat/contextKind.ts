/** What a piece of context is: it decides its picture, and where it opens. */
export const contextKinds = [
	'selection',
	'file',
	'folder',
	'problems',
	'terminal',
	'changes',
	'image',
	'text',
	'instructions',
] as const;

export type ContextKind = (typeof contextKinds)[number];
