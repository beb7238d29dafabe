import { createSourceEventStream, execute, type DocumentNode, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { OutboxEvent, OutboxFeed } from './outbox-feed.js';

export interface SubscriptionRequest {
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | null | undefined;
  /** Id of the last event that the listener has; without it, what happens from now on. */
  readonly after?: string | null | undefined;
  /** Aborted when the listener leaves. */
  readonly signal: AbortSignal;
}

export interface SubscriptionItem {
  /** What a listener that comes back sends as `after`. */
  readonly id: string;
  /** The first item of a listener that had nothing yet has none: it tells the place at which it begins, so that nothing is lost when it comes back before the first event. */
  readonly result?: ExecutionResult;
}

/** Items for as long as they are asked for; or why there are none. */
export type SubscriptionAnswer = AsyncGenerator<SubscriptionItem, void> | Pick<ExecutionResult, 'errors'>;

/** What the source of a subscription field finds in its context. */
export interface EventSource {
  follow(topics: readonly string[]): AsyncGenerator<OutboxEvent, void>;
}

interface Identified {
  readonly id: string;
}

interface SubscribeOptions {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly feed: OutboxFeed;
  readonly createContext: () => object;
}

/** Runs a subscription over the outbox. Each event is answered with a context of its own: a loader's cache must not outlive it. */
export async function subscribe({ schema, document, feed, createContext }: SubscribeOptions, request: SubscriptionRequest): Promise<SubscriptionAnswer> {
  const { variables, operationName, signal } = request;
  const args: ExecutionArgs = { schema, document, variableValues: variables ?? {}, operationName: operationName ?? null };
  const beginning = request.after == null ? await feed.findPresent() : null;
  const after = request.after ?? beginning;
  const source: EventSource = { follow: (topics) => feed.follow({ topics, after, signal }) };
  const events = await createSourceEventStream({ ...args, contextValue: { ...createContext(), ...source } });
  return Symbol.asyncIterator in events ? answerEach(events as AsyncIterable<Identified>, beginning, { ...args, createContext }) : { errors: events.errors ?? [] };
}

async function* answerEach(events: AsyncIterable<Identified>, beginning: string | null, { createContext, ...args }: ExecutionArgs & { readonly createContext: () => object }): AsyncGenerator<SubscriptionItem, void> {
  if (beginning !== null) yield { id: beginning };
  for await (const event of events) {
    yield { id: event.id, result: await execute({ ...args, rootValue: event, contextValue: createContext() }) };
  }
}

interface EventField<Row, Args, Context> {
  readonly topics: readonly string[];
  /** The record that the event is about; null when this listener does not want it, or when it is gone. */
  readonly find: (event: OutboxEvent, args: Args, context: Context) => Promise<Row | null>;
}

/** The source of a subscription field: the records that announcements of these topics inside the area `under`, or anywhere, are about. */
export const eventsUnder = <const Field extends string, Row, Args extends { readonly under?: string | null | undefined }, Context extends object>(
  field: Field, { topics, find }: EventField<Row, Args, Context>,
) => async function* eventsOf(_root: unknown, args: Args, context: Context): AsyncGenerator<Identified & Record<Field, Row>, void> {
  // The types of resolvers know one context; a source runs in that of `subscribe`.
  for await (const event of (context as unknown as EventSource).follow(topics)) {
    if (args.under != null && !event.areaPath.split('/').includes(args.under)) continue;
    const row = await find(event, args, context);
    if (row !== null) yield { id: event.id, [field]: row } as Identified & Record<Field, Row>;
  }
};
