import type { GraphQLError } from 'graphql';
import type { Deferrals } from './defer/deferrals.js';
import type { FetchNode } from '../planning/plan.js';
import type { Cancellation } from '../transport/cancellation.js';
import type { RunWatch } from '../telling/watch-run.js';
import type { SubgraphAnswer } from '../transport/transport.js';

/** A field of the answer that a pillar said before, and could not say now. */
export interface ToldStale {
  readonly path: readonly (string | number)[];
  readonly service: string;
  readonly ageSeconds: number;
}

/** One request on its way through a plan. */
export interface Run {
  /** All that subgraphs have said so far. */
  readonly data: Record<string, unknown>;
  /** As the client sent them; subgraphs coerce their own. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLError[];
  /** Those that took a whole entity with them, and what else was asked of it. */
  readonly fatal: Set<GraphQLError>;
  /** Whether data and calls are byte strings. */
  readonly isInBytes: boolean;
  /** What of the data is older than this request. */
  readonly stale: ToldStale[];
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: Cancellation | undefined;
  /** When that will be, in milliseconds of `performance.now()`. */
  readonly deadlineAt?: number | undefined;
  /** What is begun and not waited for; absent where nothing is deferred. */
  readonly deferrals?: Deferrals;
  /** Notes how calls go; absent wherever nobody asked. */
  readonly watch?: RunWatch;
  /** The answer of one fetch that is there already: an event of a subscription. */
  readonly given?: { readonly node: FetchNode; readonly answer: SubgraphAnswer };
}

/** A part of a plan. Never rejects: what fails is told in `run.errors`. */
export type Step = (run: Run) => Promise<void>;
