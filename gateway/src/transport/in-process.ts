import type { Subgraph } from '@sizhu/kit';
import type { Transport } from './transport.js';

/** Calls a subgraph of this process: no HTTP and no JSON in between. */
export const inProcessTransport = (subgraph: Subgraph): Transport => ({
  send: async (call) => {
    const { data, errors } = await subgraph.execute(call);
    return { data: data ?? null, ...(errors && { errors: errors.map((error) => error.toJSON()) }) };
  },
  checkReady: () => subgraph.checkReady(),
});
