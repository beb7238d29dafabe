import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/index.js';
import type { PillarName } from '@sizhu/contract';
import { execute, parse, validate, type DocumentNode, type ExecutionResult, type GraphQLError, type GraphQLSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import type { RosterSource } from '../roster/roster-source.js';
import type { OutboxFeed } from '../events/outbox-feed.js';
import { isDatabaseLost } from '../database/is-database-lost.js';
import { subscribe, type SubscriptionAnswer, type SubscriptionRequest } from '../events/subscribe.js';
import { Point } from '../graphql/point.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { createFaultReporter } from './report-faults.js';

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | null | undefined;
}

export interface SubgraphDefinition<Context extends object> {
  readonly name: PillarName;
  /** The pillar's published words; what all pillars share is added to it. */
  readonly schemaFile: URL;
  readonly resolvers: unknown;
  /** One context a request: a loader's cache must not outlive the viewer whose rights filled it. */
  readonly createContext: () => Context;
  /** Resolves when the pillar can answer; rejects with the reason when it cannot. */
  readonly checkReady: () => Promise<void>;
  /** What the pillar does at its start and from then on regularly; several processes may do it at a time. */
  readonly upkeep?: (now: Date) => Promise<void>;
  /** Has the pillar's records follow the roster of areas; tells how many areas had moved. */
  readonly takeRoster?: (read: RosterSource['read']) => Promise<number>;
  /** What the pillar's changes announce, for its subscriptions. */
  readonly feed?: OutboxFeed;
  readonly close: () => Promise<void>;
}

export interface Subgraph {
  readonly name: PillarName;
  readonly typeDefs: DocumentNode;
  readonly schema: GraphQLSchema;
  createContext(): object;
  /** Runs one operation in this process. Documents are parsed and validated once. */
  execute(request: SubgraphRequest): Promise<ExecutionResult>;
  /** Runs a subscription in this process. */
  subscribe(request: SubgraphRequest & SubscriptionRequest): Promise<SubscriptionAnswer>;
  checkReady(): Promise<void>;
  upkeep?(now: Date): Promise<void>;
  readonly takeRoster?: (read: RosterSource['read']) => Promise<number>;
  close(): Promise<void>;
}

const SHARED_WORDS = new URL('../../schema/shared.graphql', import.meta.url);
const MAX_CACHED_DOCUMENTS = 1_000;

/** The published schema of a pillar together with what all pillars share. */
export const readTypeDefs = (schemaFile: URL): DocumentNode =>
  parse(`${readFileSync(SHARED_WORDS, 'utf8')}\n${readFileSync(schemaFile, 'utf8')}`);

/** Builds a federation subgraph; a pillar hands over only what differs. */
export function defineSubgraph<Context extends object>(definition: SubgraphDefinition<Context>): Subgraph {
  const { name, createContext, checkReady, upkeep, takeRoster, feed, close } = definition;
  const typeDefs = readTypeDefs(definition.schemaFile);
  const resolvers = { Date: DateScalar, DateTime: DateTimeScalar, Point, ...(definition.resolvers as object) } as GraphQLResolverMap<unknown>;
  const schema = buildSubgraphSchema({ typeDefs, resolvers });
  const documentOf = cacheDocuments(schema);
  const reportFaults = createFaultReporter(name);

  return {
    name,
    typeDefs,
    schema,
    createContext,
    checkReady,
    ...(upkeep && { upkeep }),
    ...(takeRoster && { takeRoster }),
    close: async () => {
      await feed?.close();
      await close();
    },
    subscribe: async (request) => {
      const document = documentOf(request.query);
      if (Array.isArray(document)) return { errors: document };
      if (!feed) throw new Error(`The subgraph ${name} has no feed to subscribe to.`);
      return subscribe({ schema, document: document as DocumentNode, feed, createContext }, request);
    },
    execute: async ({ query, variables, operationName }) => {
      const document = documentOf(query);
      if (Array.isArray(document)) return { errors: document };
      const result = await execute({
        schema,
        document: document as DocumentNode,
        contextValue: createContext(),
        variableValues: variables ?? {},
        operationName: operationName ?? null,
      });
      reportFaults(result.errors);
      const lost = result.errors?.find(isDatabaseLost);
      // As for a pillar that is a process of its own and does not answer.
      if (lost) throw lost;
      return result;
    },
  };
}

/** Least recently used first out: a Map keeps the order of insertion. */
function cacheDocuments(schema: GraphQLSchema): (query: string) => DocumentNode | readonly GraphQLError[] {
  const documents = new Map<string, DocumentNode>();
  return (query) => {
    const known = documents.get(query);
    if (known) {
      documents.delete(query);
      documents.set(query, known);
      return known;
    }
    let document: DocumentNode;
    try {
      document = parse(query);
    } catch (error) {
      return [error as GraphQLError];
    }
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    if (documents.size >= MAX_CACHED_DOCUMENTS) documents.delete(documents.keys().next().value as string);
    documents.set(query, document);
    return document;
  };
}
