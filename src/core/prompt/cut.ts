/** What did not fit into a request, or what the model cannot take. It is told, never kept quiet. */
export interface Cut {
	/**
	 * `lines`: the last `count` rows of an attachment; `messages`: the oldest `count` messages;
	 * `picture`: the model takes none; `largePicture`: it does not fit.
	 */
	readonly kind: 'lines' | 'messages' | 'picture' | 'largePicture';
	/** Of the attachment; empty for messages. */
	readonly label: string;
	readonly count: number;
}

/** How full the context is. */
export interface ContextUse {
	/** Estimated tokens of all that will be sent. */
	readonly used: number;
	/** Tokens that may be sent, by the setting. */
	readonly limit: number;
	readonly cut: readonly Cut[];
}
