import type { ApolloServerPlugin } from '@apollo/server';
import type { Log } from '@sizhu/kit';
import { isKnownCode } from './format-error.js';

export interface RequestContext {
  readonly requestId: string;
  /** Aborted when the request has taken too long, or its client is gone. */
  readonly signal: AbortSignal;
}

/** Gives the answer and each of its errors the id of the request; what clients may not see goes to the log under the same id. */
export const reportErrors = (log: Log): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async ({ contextValue: { requestId } }) => ({
    didEncounterErrors: async ({ errors }) => {
      for (const error of errors.filter(({ extensions }) => !isKnownCode(extensions.code))) {
        log.error({ requestId, path: error.path, service: error.extensions.service, err: error }, 'A request failed inside the hub.');
      }
    },
    willSendResponse: async ({ response: { http, body } }) => {
      http.headers.set('x-request-id', requestId);
      if (body.kind !== 'single' || !body.singleResult.errors) return;
      body.singleResult.errors = body.singleResult.errors.map((error) =>
        ({ ...error, extensions: { ...error.extensions, requestId } }));
    },
  }),
});
