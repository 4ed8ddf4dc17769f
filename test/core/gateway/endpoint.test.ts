import assert from 'node:assert/strict';
import {
	billingPage,
	repairBaseUrl,
	resolveEndpoint,
	type EndpointProblem,
} from '../../../src/core/gateway/endpoint.ts';
import type { Api, GatewayId } from '../../../src/core/gateway/presets.ts';

describe('repairBaseUrl', () => {
	const repaired: readonly (readonly [pasted: string, baseUrl: string, api?: Api])[] = [
		['https://a.example/v1', 'https://a.example/v1'],
		['https://a.example/v1/', 'https://a.example/v1'],
		['https://a.example/v1///', 'https://a.example/v1'],
		['  https://a.example/v1\n', 'https://a.example/v1'],
		['"https://a.example/v1"', 'https://a.example/v1'],
		['<https://a.example/v1>', 'https://a.example/v1'],
		['https://a.exam\nple/v1', 'https://a.example/v1'],
		['a.example/v1', 'https://a.example/v1'],
		['HTTPS://A.Example/v1', 'https://a.example/v1'],
		['https://a.example/v1/chat/completions', 'https://a.example/v1', 'chat-completions'],
		['https://a.example/v1/chat/completions/', 'https://a.example/v1', 'chat-completions'],
		['https://a.example/v1/responses', 'https://a.example/v1', 'responses'],
		['https://a.example/v1/models', 'https://a.example/v1'],
		['https://a.example//v1', 'https://a.example/v1'],
		['https://a.example', 'https://a.example'],
		['https://a.example:8443/api/v3', 'https://a.example:8443/api/v3'],
		['https://cubicspaces.cloud', 'https://cubicspaces.cloud/v1'],
		['https://api.starmagic.ai/', 'https://api.starmagic.ai/v1'],
		['https://direct.evolink.ai', 'https://direct.evolink.ai/v1'],
		['ark.cn-beijing.volces.com', 'https://ark.cn-beijing.volces.com/api/v3'],
		[
			'https://ark.cn-beijing.volces.com/api/coding/v3',
			'https://ark.cn-beijing.volces.com/api/coding/v3',
		],
		['http://localhost:8080/v1', 'http://localhost:8080/v1'],
		['http://127.0.0.1:8080/v1', 'http://127.0.0.1:8080/v1'],
		['http://[::1]:8080/v1', 'http://[::1]:8080/v1'],
	];
	for (const [pasted, baseUrl, api] of repaired) {
		it(`makes ${baseUrl} of ${JSON.stringify(pasted)}`, () => {
			const { origin } = new URL(baseUrl);
			const value = { baseUrl, origin, ...(api && { api }) };
			assert.deepEqual(repairBaseUrl(pasted), { ok: true, value });
		});
	}

	const refused: readonly (readonly [pasted: string, problem: EndpointProblem])[] = [
		['', 'empty'],
		[' \n', 'empty'],
		['https://', 'invalid'],
		['ftp://a.example/v1', 'invalid'],
		['file:///etc/passwd', 'invalid'],
		['https://user:secret@a.example/v1', 'credentials'],
		['https://user@a.example/v1', 'credentials'],
		['https://a.example/v1?key=1', 'query'],
		['https://a.example/v1?', 'query'],
		['https://a.example/v1#top', 'fragment'],
		['http://a.example/v1', 'insecure'],
		['http://127.0.0.1.a.example/v1', 'insecure'],
		['http://localhost.a.example/v1', 'insecure'],
		['http://192.168.1.2/v1', 'insecure'],
	];
	for (const [pasted, problem] of refused) {
		it(`refuses ${JSON.stringify(pasted)} as ${problem}`, () => {
			assert.deepEqual(repairBaseUrl(pasted), { ok: false, problem });
		});
	}
});

describe('resolveEndpoint', () => {
	const spelled: readonly (readonly [gateway: GatewayId, model: string, sent: string])[] = [
		['cubicspaces', 'doubao-seed-2-0-code', 'doubao-seed-2-0-code'],
		['starmagic', 'doubao-seed-2-0-code', 'doubao-seed-2.0-code'],
		['starmagic', 'doubao-seed-2-0-mini', 'doubao-seed-2.0-mini'],
		['ark', 'doubao-seed-2-0-code', 'doubao-seed-2-0-code-preview-260215'],
		['ark', 'ep-20260101-abcde', 'ep-20260101-abcde'],
		['ark', ' doubao-seed-evolving ', 'doubao-seed-evolving'],
		['byteplus', 'doubao-seed-2-0-code', 'seed-2-0-code-preview-260328'],
		['byteplus', 'doubao-seed-2-0-mini', 'doubao-seed-2-0-mini'],
		['ark', 'constructor', 'constructor'],
	];
	for (const [gateway, model, sent] of spelled) {
		it(`asks ${gateway} for ${sent} when the model is ${JSON.stringify(model)}`, () => {
			const resolved = resolveEndpoint({ gateway, baseUrl: '', api: 'auto', model });
			assert.equal(resolved.ok && resolved.value.model, sent);
		});
	}

	it('takes the protocol from the setting, else from the pasted path, else from the preset', () => {
		const api = (baseUrl: string, setting: 'auto' | Api, gateway: GatewayId = 'custom') => {
			const resolved = resolveEndpoint({ gateway, baseUrl, api: setting, model: 'm' });
			return resolved.ok && resolved.value.api;
		};
		assert.equal(api('https://a.example/v1', 'auto'), 'chat-completions');
		assert.equal(api('https://a.example/v1/responses', 'auto'), 'responses');
		assert.equal(api('https://a.example/v1/responses', 'chat-completions'), 'chat-completions');
		assert.equal(api('', 'auto', 'starmagic'), 'responses');
		assert.equal(api('', 'chat-completions', 'starmagic'), 'chat-completions');
		assert.equal(api('', 'responses', 'demo'), 'chat-completions');
	});

	it('asks for a key everywhere but in the demo and on this machine', () => {
		const needsKey = (gateway: GatewayId, baseUrl = '') => {
			const resolved = resolveEndpoint({ gateway, baseUrl, api: 'auto', model: 'm' });
			return resolved.ok && resolved.value.needsKey;
		};
		assert.equal(needsKey('ark'), true);
		assert.equal(needsKey('custom', 'https://a.example/v1'), true);
		assert.equal(needsKey('custom', 'http://localhost:11434/v1'), false);
		assert.equal(needsKey('demo'), false);
	});

	it('never lets an address take the place of the demo', () => {
		const resolved = resolveEndpoint({
			gateway: 'demo',
			baseUrl: 'https://a.example/v1',
			api: 'auto',
			model: 'm',
		});
		assert.equal(resolved.ok && resolved.value.origin, 'https://demo.invalid');
	});
});

describe('billingPage', () => {
	const pages: readonly (readonly [url: string, page: string | undefined, known?: boolean])[] = [
		[
			'https://ark.cn-beijing.volces.com/api/v3/chat/completions',
			'https://console.volcengine.com/finance/account-overview/',
			true,
		],
		['https://cubicspaces.cloud/v1/chat/completions', 'https://cubicspaces.cloud/', false],
		['https://a.example:8443/v1/responses', 'https://a.example:8443/', false],
		['http://127.0.0.1:8080/v1/chat/completions', undefined],
		['', undefined],
	];
	for (const [url, page, known] of pages) {
		it(`is ${page ?? 'none'} for ${JSON.stringify(url)}`, () => {
			assert.deepEqual(billingPage(url), page === undefined ? undefined : { url: page, known });
		});
	}
});
