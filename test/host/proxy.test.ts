import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { run } from './library/commands.ts';
import { afterTest } from './library/cleanup.ts';
import { driver } from './library/driver.ts';
import { key, settings } from './library/settings.ts';

/** A proxy that lets nobody through; it notes what it was asked for. */
async function startProxy(): Promise<{ readonly port: number; readonly asked: string[] }> {
	const asked: string[] = [];
	const server = createServer(socket => {
		socket.on('error', () => undefined);
		socket.once('data', bytes => {
			asked.push(String(bytes).split('\r\n')[0] ?? '');
			socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	afterTest(async () => {
		server.close();
		await once(server, 'close');
	});
	const address = server.address();
	return { port: typeof address === 'object' && address ? address.port : 0, asked };
}

describe('a proxy', () => {
	it('that VS Code is told of is used, and named when it lets nobody through', async () => {
		const proxy = await startProxy();
		await settings.set({
			'doubao.gateway': 'custom',
			'doubao.baseUrl': 'https://gateway.invalid/v1',
			'http.proxy': `http://127.0.0.1:${proxy.port}`,
			'http.proxySupport': 'override',
		});
		await key.storeForCurrent('test-key-0123456789');

		const result = await run<Record<string, unknown>>('doubao.ask', { text: 'Hi', newChat: true });

		assert.deepEqual([...new Set(proxy.asked)], ['CONNECT gateway.invalid:443 HTTP/1.1']);
		assert.equal(result['outcome'], 'error');
		assert.equal(result['errorClass'], 'connection');
		assert.match(await driver.panel.getByRole('alert').last().text(), /proxy/i);
	});
});
