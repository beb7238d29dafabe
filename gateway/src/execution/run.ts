import type { GraphQLError } from 'graphql';

/** One request on its way through a plan. */
export interface Run {
  /** All that subgraphs have said so far. */
  readonly data: Record<string, unknown>;
  /** As the client sent them; subgraphs coerce their own. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLError[];
  /** Those that took a whole entity with them, and what else was asked of it. */
  readonly fatal: Set<GraphQLError>;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
}

/** A part of a plan. Never rejects: what fails is told in `run.errors`. */
export type Step = (run: Run) => Promise<void>;
