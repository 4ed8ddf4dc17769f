/** The shape of test/fixtures/protocol/index.json; its own fields explain the conventions. */
export interface FixtureIndex {
	readonly fixtures: readonly Fixture[];
}

export interface Fixture {
	readonly id: string;
	readonly name: string;
	readonly api: 'chat' | 'responses';
	readonly fault: string;
	readonly exchanges: readonly Exchange[];
	readonly client: {
		/** Milliseconds. */
		readonly timeouts?: {
			readonly headersMs?: number;
			readonly firstTokenMs?: number;
			readonly idleMs?: number;
		};
		readonly previousResponseId?: string;
		readonly historyTurns?: number;
		readonly extra?: Readonly<Record<string, unknown>>;
		readonly abortAfterText?: string;
	};
	readonly expect: Expectation;
}

/** How one request is answered. */
export interface Exchange {
	readonly kind: 'http' | 'sse' | 'none';
	readonly file: string | null;
	/** The body itself, for a fixture that is written in code; then `file` is `null`. */
	readonly body?: string | Uint8Array;
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly framing: string;
	readonly write?: {
		readonly mode: string;
		readonly size?: number;
		readonly token?: string;
		readonly delayMs?: number;
	};
	readonly end: 'fin' | 'finNoTerminator' | 'rst' | 'hang';
	readonly generate?:
		| {
				readonly mode: 'repeat';
				readonly prefix: string;
				readonly text: string;
				readonly times: number;
		  }
		| { readonly mode: 'comments'; readonly text: string; readonly everyMs: number };
}

/** An array in `errorClass` means any of them; in `requests` it means least and most. */
export interface Expectation {
	readonly outcome: string;
	readonly text: string;
	/** What the deltas add up to, where the final text is another one. */
	readonly streamedText?: string;
	/** The text may also be any prefix of this. */
	readonly textPrefixOf?: string;
	readonly reasoning: string;
	readonly usage: {
		readonly input: number;
		readonly output: number;
		readonly cached: number | null;
		readonly reasoning: number | null;
	} | null;
	readonly finishReason: string | null;
	readonly errorClass: string | readonly string[] | null;
	readonly errorCode?: string;
	readonly httpStatus?: number;
	readonly autoApply: boolean;
	readonly requests: number | readonly [least: number, most: number];
	readonly retryAfterMs?: number;
	readonly servedModel?: string;
	readonly contextId?: string | null;
	readonly expireAt?: number | null;
	readonly warning?: boolean;
	readonly toolCalls?: readonly { readonly name: string }[];
	readonly request2?: {
		readonly mustNotHave?: readonly string[];
		readonly inputItemsAtLeast?: number;
	};
	readonly userMessage?: {
		readonly mustContain?: readonly string[];
		readonly mustNotContain?: readonly string[];
	};
}
