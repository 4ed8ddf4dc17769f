import type { Endpoint } from './endpoint.ts';
import type { Failure } from './gateway.ts';
import type { JsonObject } from './json.ts';

/** Fields that a gateway may not know, in the order in which they are given up. */
const ladder = [
	'previous_response_id',
	'reasoning_effort',
	'reasoning',
	'thinking',
	'stream_options',
	'max_completion_tokens',
	'store',
] as const;

/**
 * Gives up optional fields that a gateway refuses, at most once in a request, and remembers it
 * per base URL and model for as long as it lives.
 */
export class Compatibility {
	readonly #dropped = new Map<string, Set<string>>();

	/** `body` without the fields that this gateway refused before. */
	adapt(key: string, body: JsonObject): JsonObject {
		return without(body, this.#dropped.get(key) ?? new Set());
	}

	/**
	 * The fields to leave out for a second try, or none when the refusal names nothing that was
	 * sent and can be spared.
	 *
	 * @param extra Names of the fields that came from the user's settings.
	 */
	giveUp(
		key: string,
		failure: Failure,
		body: JsonObject,
		extra: ReadonlySet<string>,
	): readonly string[] {
		const { httpStatus, class: errorClass } = failure;
		const gone = httpStatus === 404 && 'previous_response_id' in body;
		if (!gone && (httpStatus !== 400 || errorClass !== 'bad_request')) {
			return [];
		}
		const words = `${failure.code ?? ''} ${failure.field ?? ''} ${failure.detail ?? ''}`;
		const fields = this.#named(words, body, extra, gone);
		// A chain that is gone says nothing about the gateway.
		const lasting = fields.filter(field => field !== 'previous_response_id' && !extra.has(field));
		if (lasting.length > 0) {
			this.#dropped.set(key, new Set([...(this.#dropped.get(key) ?? []), ...lasting]));
		}
		return fields;
	}

	#named(
		words: string,
		body: JsonObject,
		extra: ReadonlySet<string>,
		onlyChain: boolean,
	): readonly string[] {
		const names = (field: string) => field in body && mentions(words, field);
		const chain =
			names('previous_response_id') || words.includes(String(body['previous_response_id']));
		if ('previous_response_id' in body && chain) {
			return ['previous_response_id'];
		}
		if (onlyChain) {
			return [];
		}
		const foreign = [...extra].filter(names);
		if (foreign.length > 0) {
			// A gateway that checks strictly would refuse the next unknown field likewise.
			return /unknown field/i.test(words) ? [...extra] : foreign.slice(0, 1);
		}
		const own = ladder.find(names);
		return own === undefined ? [] : [own];
	}
}

/** What a gateway knows of fields, it knows for a model. */
export function compatibilityKey({ baseUrl, model }: Pick<Endpoint, 'baseUrl' | 'model'>): string {
	return `${baseUrl}\n${model}`;
}

/** `body` without `fields`; the output limit stays, under the name that every gateway knows. */
export function without(body: JsonObject, fields: Iterable<string>): JsonObject {
	const gone = new Set(fields);
	const { max_completion_tokens: limit } = body;
	const kept = Object.fromEntries(Object.entries(body).filter(([name]) => !gone.has(name)));
	return gone.has('max_completion_tokens') && limit !== undefined
		? { ...kept, max_tokens: limit }
		: kept;
}

/** `reasoning.effort` counts as `reasoning`; `thinking_budget` does not count as `thinking`. */
function mentions(words: string, field: string): boolean {
	return new RegExp(`(^|[^\\w])${field.replace(/\W/g, '\\$&')}($|[^\\w])`, 'i').test(words);
}
