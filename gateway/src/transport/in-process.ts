import { withDeadline, type Subgraph, type SubscriptionItem } from '@sizhu/kit';
import type { ExecutionResult } from 'graphql';
import type { SubgraphAnswer, SubgraphItem, Transport } from './transport.js';

/** Calls a subgraph of this process: no HTTP and no JSON in between. */
export const inProcessTransport = (subgraph: Subgraph): Transport => ({
  send: async (call) => {
    const { deadlineAt, isMutation } = call;
    if (deadlineAt === undefined || isMutation) return toAnswer(await subgraph.execute(call));
    return toAnswer(await withDeadline(deadlineAt - performance.now(), () => subgraph.execute(call)));
  },
  subscribe: async (call, after) => {
    const answer = await subgraph.subscribe({ ...call, after });
    return Symbol.asyncIterator in answer ? toItems(answer) : toAnswer(answer);
  },
  checkReady: () => subgraph.checkReady(),
});

async function* toItems(items: AsyncIterable<SubscriptionItem>): AsyncGenerator<SubgraphItem> {
  for await (const { id, result } of items) yield { id, ...(result && { answer: toAnswer(result) }) };
}

const toAnswer = ({ data, errors }: ExecutionResult): SubgraphAnswer =>
  ({ data: data ?? null, ...(errors && { errors: errors.map((error) => error.toJSON()) }) });
