import * as vscode from 'vscode';
import type { Fetch } from '../core/gateway/client.ts';
import {
	testConnection,
	testSteps,
	type StepResult,
	type TestStep,
} from '../core/gateway/connectionTest.ts';
import type { Gateway } from '../core/gateway/gateway.ts';
import { explainFailure, type Explanation } from './failure.ts';
import { plain } from './plain.ts';
import type { Settings } from './settings.ts';

/** What `doubao.testConnection` resolves with. */
export interface TestReport {
	readonly ok: boolean;
	readonly steps: readonly {
		readonly name: TestStep;
		readonly ok: boolean;
		readonly message?: string;
	}[];
}

export interface ConnectionTestOptions {
	readonly settings: Settings;
	readonly gateway: Gateway;
	readonly fetch: Fetch;
}

interface StepItem extends vscode.QuickPickItem {
	readonly action?: Explanation['action'];
}

/** Tests address, TLS, key, model and stream, each with its check mark as soon as it is known. */
export class ConnectionTest {
	readonly #options: ConnectionTestOptions;

	constructor(options: ConnectionTestOptions) {
		this.#options = options;
	}

	/** Without a word to the user. Never rejects. */
	async run(
		signal: AbortSignal = new AbortController().signal,
		onStep: (result: StepResult) => void = () => undefined,
	): Promise<TestReport> {
		const { settings, ...rest } = this.#options;
		const results = await testConnection({
			...rest,
			settings: settings.gateway(),
			signal,
			onStep,
		});
		return {
			ok: results.every(({ ok }) => ok),
			steps: results.map(result => {
				const message = messageOf(result);
				return { name: result.name, ok: result.ok, ...(message !== '' && { message }) };
			}),
		};
	}

	/**
	 * In view, as a list that Esc cancels at any step. The list stays when the test is over, with a
	 * button where one helps; the promise does not wait for it to be closed.
	 */
	async show(): Promise<TestReport> {
		const t = vscode.l10n.t;
		const stop = new AbortController();
		const results = new Map<TestStep, StepResult>();
		const list = vscode.window.createQuickPick<StepItem>();
		list.title = t('Test Connection');
		list.placeholder = t('Testing. Esc cancels.');
		list.ignoreFocusOut = true;
		list.busy = true;
		list.onDidHide(() => {
			stop.abort();
			list.dispose();
		});
		list.onDidAccept(() => {
			const [picked] = list.selectedItems;
			if (!list.busy) {
				list.hide();
			}
			if (picked?.action) {
				const { command, arguments: args = [] } = picked.action;
				void vscode.commands.executeCommand(command, ...args);
			}
		});
		const draw = () => {
			list.items = itemsOf(results, list.busy);
		};
		draw();
		list.show();
		const report = await this.run(stop.signal, result => {
			results.set(result.name, result);
			draw();
		});
		list.busy = false;
		const verdict = report.ok ? t('Everything works.') : t('Something is in the way.');
		// In the title too: a placeholder is not read out again, and is gone when one types.
		list.title = t('{0}: {1}', t('Test Connection'), verdict);
		list.placeholder = verdict;
		draw();
		return report;
	}
}

function itemsOf(results: ReadonlyMap<TestStep, StepResult>, busy: boolean): readonly StepItem[] {
	const current = testSteps.find(name => !results.has(name));
	const failed = [...results.values()].some(({ ok }) => !ok);
	const items: StepItem[] = testSteps.map(name => {
		const result = results.get(name);
		const running = busy && !failed && name === current;
		const icon = result
			? result.ok
				? 'check'
				: 'error'
			: running
				? 'loading~spin'
				: 'circle-outline';
		return { label: `$(${icon}) ${titleOf(name)}`, detail: result ? messageOf(result) : '' };
	});
	const failure = [...results.values()].find(({ ok }) => !ok)?.failure;
	const action = failure && explainFailure(failure).action;
	// The test itself is what this list is.
	return action && !busy && action.command !== 'doubao.testConnection'
		? [...items, { label: `$(arrow-right) ${action.title}`, action }]
		: items;
}

function titleOf(name: TestStep): string {
	const t = vscode.l10n.t;
	const titles: Readonly<Record<TestStep, string>> = {
		address: t('Address'),
		tls: t('TLS'),
		key: t('API Key'),
		model: t('Model'),
		stream: t('Stream'),
	};
	return titles[name];
}

function messageOf({ ok, failure, note, model }: StepResult): string {
	const t = vscode.l10n.t;
	if (failure) {
		return explainFailure(failure).text;
	}
	if (!ok) {
		return t('Not tested');
	}
	switch (note) {
		case 'builtIn':
			return t('Built in: nothing leaves this editor');
		case 'unencrypted':
			return t('Not encrypted, which is accepted on this computer');
		case 'noUsage':
			return t('Works. The gateway does not report the tokens used');
		default:
			return model === undefined ? '' : t('Answered by {0}', plain(model));
	}
}
