import { getOperationAST, OperationTypeNode, type DocumentNode } from 'graphql';
import { Refusal, refuse } from './refuse.js';

/**
 * Nobody may be left to guess which operation to run, and a link may not change anything.
 *
 * See https://spec.graphql.org/draft/#GetOperation()
 */
export function getOperation(document: DocumentNode, operationName: string | undefined, method: string): OperationTypeNode {
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    throw refuse('OPERATION_RESOLUTION_FAILURE', operationName === undefined
      ? 'operationName: the document holds several operations; name one.'
      : `operationName: the document holds no operation ${JSON.stringify(operationName)}.`);
  }
  if (method === 'GET' && operation.operation === OperationTypeNode.MUTATION) {
    const { errors } = refuse('BAD_REQUEST', 'Send a mutation by POST.');
    throw new Refusal(errors, 405, { allow: 'POST' });
  }
  return operation.operation;
}
