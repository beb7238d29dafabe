import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Executor } from '../execution/create-executor.js';

/** What Apollo Server, which reads and writes HTTP here, takes in place of a gateway of its makers. */
export function toApolloGateway(apiSchema: GraphQLSchema, coreSupergraphSdl: string, execute: Executor): NonNullable<ApolloServerOptionsWithGateway<object>['gateway']> {
  return {
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema, coreSupergraphSdl });
      return () => {};
    },
    load: async () => ({
      executor: ({ document, queryHash, operationName, request: { variables }, context: { signal } }) =>
        execute({ document, documentKey: queryHash, operationName, variables, ...(signal instanceof AbortSignal && { signal }) }),
    }),
    stop: async () => {},
  };
}
