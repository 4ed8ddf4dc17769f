import assert from 'node:assert/strict';
import { connectionFailure } from '../../../src/core/gateway/connectionFailure.ts';
import type { ConnectionCause } from '../../../src/core/gateway/gateway.ts';
import { nearestModel } from '../../../src/core/gateway/nearest.ts';
import type { GatewayId } from '../../../src/core/gateway/presets.ts';
import { hear, someRequest, testGateway } from './ask.ts';
import { refusal, stubFetch } from './stub.ts';

const { signal } = new AbortController();

describe('a connection that failed', () => {
	const codes: readonly (readonly [code: string, cause: ConnectionCause | undefined])[] = [
		['ENOTFOUND', 'dns'],
		['EAI_AGAIN', 'dns'],
		['ECONNREFUSED', 'refused'],
		['CERT_HAS_EXPIRED', 'certificate'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
		['ENETUNREACH', 'offline'],
		['ECONNRESET', 'broken'],
		['ESOMETHING', undefined],
	];
	for (const [code, cause] of codes) {
		it(`is laid to ${cause ?? 'nothing'} by ${code}, three layers down`, () => {
			const inner = Object.assign(new Error('inner'), { code });
			const error = new TypeError('fetch failed', {
				cause: new AggregateError([new Error('middle', { cause: inner })]),
			});
			assert.equal(connectionFailure(error, 'https://a.example', []).cause, cause);
		});
	}

	const chromium: readonly (readonly [message: string, cause: ConnectionCause])[] = [
		['net::ERR_PROXY_CONNECTION_FAILED', 'proxy'],
		['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
		['net::ERR_CERT_AUTHORITY_INVALID', 'certificate'],
		['net::ERR_NAME_NOT_RESOLVED', 'dns'],
		['net::ERR_CONNECTION_REFUSED', 'refused'],
		['net::ERR_INTERNET_DISCONNECTED', 'offline'],
		['Proxy response (407) !== 200 when HTTP Tunneling', 'proxy'],
	];
	for (const [message, cause] of chromium) {
		it(`is laid to ${cause} by “${message}”`, () => {
			assert.equal(connectionFailure(new Error(message), 'https://a.example', []).cause, cause);
		});
	}

	it('is the proxy’s when the proxy asks for a password', async () => {
		const stub = stubFetch(() => new Response('<html>', { status: 407 }));
		const { end } = await hear(testGateway({}, { fetch: stub.fetch }).stream(someRequest, signal));
		assert.deepEqual([end.failure?.class, end.failure?.cause], ['connection', 'proxy']);
	});
});

describe('a model that is not found', () => {
	const slips: readonly (readonly [GatewayId, asked: string, nearest: string | undefined])[] = [
		['cubicspaces', 'doubao-seed-2.0-code', 'doubao-seed-2-0-code'],
		['starmagic', 'doubao-seed-2-0-coder', 'doubao-seed-2-0-code'],
		['cubicspaces', 'seed-2-0-lite', 'doubao-seed-2-0-lite'],
		['cubicspaces', 'doubao-seed-2-0-code', undefined],
		['ark', 'doubao-seed-2-0-code-preview-260215', undefined],
		['cubicspaces', 'gpt-9', undefined],
		['cubicspaces', '', undefined],
	];
	for (const [gateway, asked, nearest] of slips) {
		it(`${JSON.stringify(asked)} is nearest to ${nearest ?? 'none'} on ${gateway}`, () => {
			assert.equal(nearestModel(gateway, asked), nearest);
		});
	}

	it('is told with the known one that comes nearest', async () => {
		const stub = stubFetch(() => refusal(404, { code: 'InvalidEndpointOrModel.NotFound' }));
		const gateway = testGateway({ model: 'doubao-seed-2-0-cod' }, { fetch: stub.fetch });
		const { end } = await hear(gateway.stream(someRequest, signal));
		assert.equal(end.failure?.nearestModel, 'doubao-seed-2-0-code');
	});
});
