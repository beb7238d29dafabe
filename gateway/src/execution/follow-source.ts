import { GraphQLError } from 'graphql';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchNode } from '../planning/plan.js';
import type { Names } from '../planning/separate-names.js';
import type { SubgraphAnswer, SubgraphItem, Transports } from '../transport/transport.js';
import { compileCall } from './compile-fetch.js';
import { toFetchError } from './place-errors.js';
import type { Run } from './run.js';

export interface SubscribeOptions {
  /** Id of the last event that the client has; null: what happens from now on. */
  readonly after: string | null;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
}

/** An event together with what the plan's first fetch would have answered. */
export interface GivenItem {
  readonly id: string;
  /** None at the place at which a subscription begins. */
  readonly given?: { readonly node: FetchNode; readonly answer: SubgraphAnswer };
}

export type Follow = (run: Run, options: SubscribeOptions) => Promise<AsyncGenerator<GivenItem, void> | { readonly errors: readonly GraphQLError[] }>;

const RECONNECT_MS = 1_000;

/** Compiles the source of a subscription. A pillar that breaks off is asked again, after the last event that came. */
export function followSource(node: FetchNode, names: Names, transports: Transports): Follow {
  const { serviceName: service } = node;
  const makeCall = compileCall(node, names);
  const transport = transports[service];

  return async (run, { after, signal }) => {
    const open = (place: string | null) => {
      if (!transport?.subscribe) throw new Error(`There is no way to subscribe to ${service}.`);
      return transport.subscribe({ ...makeCall(run, undefined), signal }, place);
    };
    let first: AsyncIterable<SubgraphItem> | SubgraphAnswer;
    try {
      first = await open(after);
    } catch (error) {
      return { errors: [toFetchError(service, error)] };
    }
    if (!(Symbol.asyncIterator in first)) {
      return { errors: (first.errors ?? []).map(({ message, extensions }) => new GraphQLError(message, { extensions: { ...extensions, service } })) };
    }
    return go(first);

    async function* go(begun: AsyncIterable<SubgraphItem>): AsyncGenerator<GivenItem, void> {
      let events: AsyncIterable<SubgraphItem> | null = begun;
      let place = after;
      while (!signal.aborted) {
        try {
          for await (const { id, answer } of events ?? await reopen(place)) {
            place = id;
            yield { id, ...(answer && { given: { node, answer } }) };
          }
        } catch {
          // Told by nothing but silence; the next try is after the last event that came.
        }
        events = null;
        await sleep(RECONNECT_MS, undefined, { signal }).catch(() => {});
      }
    }

    async function reopen(place: string | null): Promise<AsyncIterable<SubgraphItem>> {
      const events = await open(place);
      if (!(Symbol.asyncIterator in events)) throw new Error(`${service} takes the subscription no more.`);
      return events;
    }
  };
}
