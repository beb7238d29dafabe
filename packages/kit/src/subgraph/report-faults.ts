import type { GraphQLError } from 'graphql';
import { createLog, type Log } from '../log.js';

/** A refusal is thrown as a GraphQLError and is the client's to read; anything else is a fault of ours. */
const isFault = ({ originalError }: GraphQLError): boolean =>
  originalError !== undefined && originalError.name !== 'GraphQLError';

/** Writes the faults among the errors of an answer to the log. */
export function createFaultReporter(pillar: string, log: Log = createLog(pillar)) {
  return (errors: readonly GraphQLError[] = []): void => {
    for (const error of errors.filter(isFault)) log.error({ path: error.path, err: error.originalError }, 'A resolver failed.');
  };
}
