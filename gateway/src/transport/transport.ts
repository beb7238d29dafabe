import type { GraphQLFormattedError } from 'graphql';
import type { ByteString } from './byte-strings.js';
import type { Cancellation } from './cancellation.js';

export interface SubgraphCall {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  /** All of the JSON body up to the value of `variables`, which comes last in it: the same for every call of a plan. */
  readonly bodyStart?: string;
  /** The value of `variables`, in JSON. Where it is given, the data of the answer are wanted as byte strings too. */
  readonly variablesInBytes?: ByteString;
  /** What must not be asked a second time. */
  readonly isMutation?: boolean;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: Cancellation;
  /** When that will be, in milliseconds of `performance.now()`. */
  readonly deadlineAt?: number;
  /** What the viewer may see, in words that are the same for the same rights: nothing that is kept is told for others. */
  readonly rights?: string;
  /** Hears how the call goes; absent wherever nobody asked. */
  readonly observer?: CallObserver;
}

/** What a caller cannot see of a call from outside. */
export interface CallObserver {
  /** The size of an answer that came over the network. */
  received(bytes: number): void;
  retried(): void;
  /** The call was refused at once, and the pillar not asked. */
  leftAlone(): void;
}

/** A field of an answer that is not what is now but what was then. */
export interface StaleMark {
  /** As in the path of an error of the subgraph. */
  readonly path: readonly (string | number)[];
  readonly ageSeconds: number;
}

export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  /** The pillar gave no answer, and the data are what it said before. */
  readonly stale?: { readonly failure: Error; readonly marks: readonly StaleMark[] };
}

/** One event of a subscription. */
export interface SubgraphItem {
  /** After which a subscription can go on. */
  readonly id: string;
  /** None where only the place is told at which a subscription begins. */
  readonly answer?: SubgraphAnswer;
}

/** The way to one pillar. Rejects when the pillar gives no answer at all. */
export interface Transport {
  send(call: SubgraphCall): Promise<SubgraphAnswer>;
  /** Whether calls may be made in byte strings. */
  readonly takesBytes?: boolean;
  /** The events of a subscription, after one of them or from now on; or the answer that there are none. */
  subscribe?(call: SubgraphCall & { readonly signal: AbortSignal }, after: string | null): Promise<AsyncIterable<SubgraphItem> | SubgraphAnswer>;
  /** Rejects while the pillar cannot answer. */
  checkReady(): Promise<void>;
}

/** The way to each pillar, by its name. */
export type Transports = Readonly<Record<string, Transport>>;
