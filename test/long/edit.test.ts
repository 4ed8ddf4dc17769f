import { env } from 'node:process';

/** The properties of the edit engine, with far more random cases than there is time for every day. */
env['EDIT_RUNS'] ??= '50';

// Read when the properties are declared, so only now.
await Promise.all([
	import('../core/edit/align.property.test.ts'),
	import('../core/edit/metamorphic.property.test.ts'),
	import('../core/edit/pure.property.test.ts'),
	import('../core/edit/session.property.test.ts'),
	import('../core/edit/twoSessions.property.test.ts'),
]);
