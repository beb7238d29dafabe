import { ApolloGateway } from '@apollo/gateway';
import { print, type DocumentNode, type ExecutionResult } from 'graphql';
import type { OpenWorld } from '../worlds/open-world.js';

/** The stock gateway over the same subgraphs; undefined where it fails. */
export async function openStock({ supergraphSdl, transports }: OpenWorld) {
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    buildService: ({ name }) => ({
      process: async ({ request: { query = '', variables = {} } }) => await transports[name]?.send({ query, variables, operationName: null }) as any,
    }),
  });
  const { executor } = await gateway.load();
  return async (document: DocumentNode, variables: Readonly<Record<string, unknown>>): Promise<ExecutionResult | undefined> =>
    await executor?.({ document, queryHash: print(document), operationName: null, request: { variables }, schema: gateway.schema, context: {}, metrics: {}, logger: console } as any)
      .catch(() => undefined);
}
