/** Something that the compiler or the linter must refuse. */
export interface Violation {
	readonly what: string;
	/** Where it is planted; the folder is the room. */
	readonly file: string;
	readonly source: string;
	/** Who must refuse it; one of them is enough. */
	readonly by: readonly ('compiler' | 'linter')[];
}

const use = 'export const planted = used;\n';

export const violations: readonly Violation[] = [
	{
		what: 'core imports vscode',
		file: 'src/core/plantedVscode.ts',
		source: `import * as used from 'vscode';\n${use}`,
		by: ['linter'],
	},
	{
		what: 'core imports vscode for its types',
		file: 'src/core/plantedVscodeType.ts',
		source: "import type { Uri } from 'vscode';\nexport type Planted = Uri;\n",
		by: ['linter'],
	},
	{
		what: 'core imports a Node module',
		file: 'src/core/plantedNode.ts',
		source: `import * as used from 'node:fs';\n${use}`,
		by: ['compiler'],
	},
	{
		what: 'core uses a global of Node',
		file: 'src/core/plantedProcess.ts',
		source: 'export const planted = process.env;\n',
		by: ['compiler'],
	},
	{
		what: 'core touches the document',
		file: 'src/core/plantedDocument.ts',
		source: 'export const planted = document.title;\n',
		by: ['compiler'],
	},
	{
		what: 'core touches the worker that it may run in',
		file: 'src/core/plantedSelf.ts',
		source: 'export const planted = self.location;\n',
		by: ['linter'],
	},
	{
		what: 'core imports host',
		file: 'src/core/plantedHost.ts',
		source: `import { used } from '../host/sound.ts';\n${use}`,
		by: ['compiler'],
	},
	{
		what: 'core imports webview',
		file: 'src/core/plantedWebview.ts',
		source: `import { used } from '../webview/sound.ts';\n${use}`,
		by: ['compiler'],
	},
	{
		what: 'host imports a Node module',
		file: 'src/host/plantedNode.ts',
		source: `import * as used from 'node:fs';\n${use}`,
		by: ['compiler'],
	},
	{
		what: 'host imports webview',
		file: 'src/host/plantedWebview.ts',
		source: `import { used } from '../webview/sound.ts';\n${use}`,
		by: ['compiler'],
	},
	{
		what: 'host touches the document',
		file: 'src/host/plantedDocument.ts',
		source: 'export const planted = document.title;\n',
		by: ['compiler'],
	},
	{
		what: 'webview imports host',
		file: 'src/webview/plantedHost.ts',
		source: `import { used } from '../host/sound.ts';\n${use}`,
		by: ['compiler'],
	},
	{
		what: 'webview imports vscode',
		file: 'src/webview/plantedVscode.ts',
		source: `import * as used from 'vscode';\n${use}`,
		by: ['linter'],
	},
	{
		what: 'webview imports a Node module',
		file: 'src/webview/plantedNode.ts',
		source: `import * as used from 'node:fs';\n${use}`,
		by: ['compiler'],
	},
	{
		what: 'an edit knows of a gateway',
		file: 'src/core/edit/plantedGateway.ts',
		source: `import { used } from '../gateway/sound.ts';\n${use}`,
		by: ['linter'],
	},
	{
		what: 'a gateway knows of chats',
		file: 'src/core/gateway/plantedChat.ts',
		source: `import { used } from '../chat/sound.ts';\n${use}`,
		by: ['linter'],
	},
	{
		what: 'a prompt knows of chats',
		file: 'src/core/prompt/plantedChat.ts',
		source: `import { used } from '../chat/sound.ts';\n${use}`,
		by: ['linter'],
	},
	{
		what: 'an edit imports vscode',
		file: 'src/core/edit/plantedVscode.ts',
		source: `import * as used from 'vscode';\n${use}`,
		by: ['linter'],
	},
	{
		what: 'an any',
		file: 'src/core/plantedAny.ts',
		source: 'export function planted(value: any): string {\n\treturn String(value);\n}\n',
		by: ['linter'],
	},
	{
		what: 'a non-null assertion',
		file: 'src/core/plantedBang.ts',
		source: 'export const planted = [1].at(0)!;\n',
		by: ['linter'],
	},
	{
		what: 'a default export',
		file: 'src/core/plantedDefault.ts',
		source: 'export default function planted(): void {}\n',
		by: ['linter'],
	},
	{
		what: 'an enum',
		file: 'src/core/plantedEnum.ts',
		source: 'export enum Planted {\n\tOne,\n}\n',
		by: ['compiler'],
	},
	{
		what: 'a cycle',
		file: 'src/core/plantedCycle.ts',
		source:
			"import { sound } from './plantedCycleBack.ts';\nexport const planted = () => sound();\n",
		by: ['linter'],
	},
	{
		what: 'a promise that nobody waits for',
		file: 'src/core/plantedPromise.ts',
		source: 'export function planted(): void {\n\tPromise.resolve(1);\n}\n',
		by: ['linter'],
	},
	{
		what: 'a file of more than 300 lines',
		file: 'src/core/plantedLong.ts',
		source: 'export const planted = [\n'.concat('\t1,\n'.repeat(300), '];\n'),
		by: ['linter'],
	},
];

/** What must be there for the violations, and is sound by itself. */
export const sound: Readonly<Record<string, string>> = {
	'src/core/plantedCycleBack.ts':
		"import { planted } from './plantedCycle.ts';\nexport const sound = (): unknown => planted;\n",
};
