import type { Log } from '@sizhu/kit';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { formatError, isKnownCode } from '../execution/format-error.js';

export interface ErrorContext {
  readonly requestId: string;
  readonly log: Log;
}

/** Gives each error the id of the request; what clients may not see goes to the log under the same id. */
export const toClientErrors = (errors: readonly GraphQLError[], { requestId, log }: ErrorContext): GraphQLFormattedError[] => errors.map((error) => {
  if (!isKnownCode(error.extensions.code)) {
    log.error({ requestId, path: error.path, service: error.extensions.service, err: error }, 'A request failed inside the hub.');
  }
  const formatted = formatError(error.toJSON());
  return { ...formatted, extensions: { ...formatted.extensions, requestId } };
});
