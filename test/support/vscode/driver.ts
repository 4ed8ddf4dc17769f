import type { Methods } from '../rpc.ts';
import type { WindowRequest } from './channel.ts';
import type { Action, Query } from './query.ts';
import type { HostSession } from './session.ts';

/** What tests may call: each method names the window that it means. */
export function driverMethods(session: HostSession): Methods {
	return {
		act: (name: string, query: Query, action: Action, args: readonly unknown[]) =>
			session.window(name).act(query, action, args),
		evaluate: (name: string, query: Query | null, source: string, argument: unknown) =>
			session.window(name).evaluate(query ?? undefined, source, argument),
		press: (name: string, keys: string) => session.window(name).press(keys),
		type: (name: string, text: string) => session.window(name).type(text),
		painted: (name: string) => session.window(name).painted(),
		picture: (name: string, file: string, query: Query | null) =>
			session.window(name).picture(file, query ?? undefined),
		offline: (name: string, isOffline: boolean) => session.window(name).offline(isOffline),
		restPointer: (name: string) => session.window(name).restPointer(),
		failure: (title: string) => session.failurePictures(title),
		openWindow: async (request: WindowRequest) => {
			const name = await session.open(request);
			return { name, folder: session.window(name).folder };
		},
		reloadWindow: (name: string) => session.again(name, session.window(name).reload()),
		restartWindow: (name: string) => session.again(name, session.window(name).restart()),
		killHost: (name: string, pid: number) => session.again(name, killed(pid)),
		closeWindow: (name: string) => session.closeWindow(name),
		tell: async (name: string, method: string, args: readonly unknown[]) =>
			await (await session.peer(name)).call(method, ...args),
	};
}

/** As a crash ends it: nothing in there gets to run any more. */
async function killed(pid: number): Promise<void> {
	process.kill(pid, 'SIGKILL');
}
