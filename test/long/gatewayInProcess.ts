/** A gateway in a process of its own, to be frozen and killed. Says its address. */
import { rewrite } from '../host/shop.ts';
import { ScriptedGateway } from '../support/gateway.ts';

const server = await ScriptedGateway.start({ deltas: rewrite, pace: Number(process.argv[2]) });
console.log(server.baseUrl);
