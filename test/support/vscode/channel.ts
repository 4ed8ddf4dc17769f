/** What a test run and its extension hosts tell each other. */

/** A window that a test asks for. Everything has a default. */
export interface WindowRequest {
	/** Absolute path of the folder, or of a `.code-workspace`; default: a fresh copy of the sample workspace. */
	readonly folder?: string;
	/** False: restricted mode. */
	readonly trust?: boolean;
	/** What a dev container would write for the machine. */
	readonly machineSettings?: Readonly<Record<string, unknown>>;
	/** Defaults of settings in this window, beside the quiet ones. */
	readonly defaults?: Readonly<Record<string, unknown>>;
	/** Folders of further extensions. */
	readonly extensions?: readonly string[];
	/** Added to the environment of the extension host. */
	readonly env?: Readonly<Record<string, string>>;
	/** Display language, e.g. `zh-cn`. */
	readonly locale?: string;
}

/** What an extension host that belongs to the run is told; see `test/host/library/suite.ts`. */
export interface HostConfiguration {
	readonly port: number;
	readonly token: string;
	/** False in a desktop VS Code: nobody can press keys or look there. */
	readonly driver: boolean;
	readonly root: string;
	readonly grep?: string;
	/** Milliseconds for one test. */
	readonly timeout: number;
}

/** What an extension host is, once it has said which folder it shows. */
export interface Welcome {
	readonly window: string;
	/** `suite`: runs the tests. `agent`: does what a test in another window asks. */
	readonly role: 'suite' | 'agent';
}
