import type { ApolloServerPlugin } from '@apollo/server';
import { ERRORS, type ErrorCode } from '@sizhu/contract';
import { GraphQLError } from 'graphql';

const code = 'OPERATION_RESOLUTION_FAILURE' satisfies ErrorCode;

/**
 * Refuses a request of which nobody can say which operation to run, before a plan is made.
 *
 * See https://spec.graphql.org/draft/#GetOperation()
 */
export const requireOperation: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, request: { operationName } }) => {
      if (operation) return;
      const message = operationName
        ? `operationName: the document holds no operation ${JSON.stringify(operationName)}.`
        : 'operationName: the document holds several operations; name one.';
      throw new GraphQLError(message, { extensions: { code, http: { status: ERRORS[code].status } } });
    },
  }),
};
