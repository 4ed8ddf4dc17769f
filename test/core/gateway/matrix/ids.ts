/** Every row that the fault matrix has: requests refused (a), odd streams (b), broken ones (c), Responses (d). */
export const matrixIds: readonly string[] = `
	a01-401-ark-auth a02-401-newapi-token a03-402-payment a04-403-overdue a05-403-access-denied
	a06-404-model a07-404-model-not-open a08-404-unsupported-plan-model a09-404-html a10-404-empty
	a11-200-html-root a12-200-json-full-completion a13-200-json-error a14-sse-labelled-json
	a15-sse-no-content-type a16-400-param a17-400-hostile-markup a18-400-sensitive-input
	a19-400-context-overflow a20-413-nginx a21-429-retry-after-seconds a22-429-retry-after-zero-ms
	a23-429-burst-no-header a24-429-quota-window a25-429-set-limit a26-429-retry-after-2h
	a27-500-then-ok a28-502-html-always a29-503-no-channel a30-524-cloudflare
	a31-302-to-login-html a32-reset-before-headers a33-hang-no-headers a34-200-sse-empty
	a35-429-html a36-error-fastapi-detail a37-error-plain-string a38-error-msg-field
	a39-307-must-not-repost

	b01-ark-thinking-usage b02-usage-cumulative b03-usage-on-finish-chunk b04-no-usage
	b05-null-fields b06-missing-delta b07-comment-keepalives b08-event-only-ping
	b09-empty-data-heartbeat b10-retry-id-meta b11-no-space-after-colon b12-crlf b13-cr-only
	b14-crlf-split b15-bom b16-utf8-one-byte-writes b17-surrogate-split b18-multi-line-data
	b19-no-done b20-no-final-blank-line b21-done-variants b22-garbage-after-done
	b23-finish-then-late-usage-dup b24-think-tags b25-think-literal-in-code
	b26-reasoning-field-openrouter b27-encrypted-content b28-content-parts-array
	b29-second-choice-ignored b30-no-index b31-model-substituted b32-usage-partial b33-gzip
	b34-brotli b35-5000-events-one-write b36-slow-drip b37-finish-unknown b38-tool-calls
	b39-tool-calls-quirks b40-bidi-and-controls

	c01-clean-eof-no-finish c02-done-without-finish c03-eof-mid-json c04-reset-mid
	c05-chunked-not-terminated c06-content-length-short c07-one-bad-json-event c08-error-data-ark
	c09-error-event c10-error-raw-json-line c11-error-raw-json-multiline c12-error-string
	c13-error-numeric-code c14-error-null-field c15-error-after-finish c16-html-in-sse
	c17-html-appended c18-stall-mid c19-keepalive-forever c20-abort-by-user c21-length
	c22-length-in-thinking c23-content-filter c24-stop-but-empty c25-gzip-truncated
	c26-endless-line c27-endless-data-lines c28-content-type-octet c29-invalid-utf8
	c30-json-scalar-events

	d01-basic d02-no-done d03-no-event-lines d04-incomplete-max-tokens
	d05-incomplete-length-in-thinking d06-incomplete-content-filter d07-failed d08-error-event
	d09-error-event-no-event-line d10-missing-output-and-ids d11-unknown-events
	d12-eof-before-completed d13-only-completed d14-lost-delta d15-reasoning-text-variants
	d16-store-false d17-seed-b-nonstream d18-nonstream-json-ok d19-previous-id-gone
	d20-caching-with-instructions d21-unknown-field d22-function-call d23-404-no-responses-route
	d24-sequence-gap
`
	.trim()
	.split(/\s+/);
