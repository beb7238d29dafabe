import { DEADLINE_HEADER } from '@sizhu/contract';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { ByteString } from './byte-strings.js';
import type { Cancellation } from './cancellation.js';

export interface Exchange {
  readonly statusCode: number;
  readonly retryAfter: string | undefined;
  readonly bytes: Buffer;
}

export interface ExchangeRequest {
  readonly path: string;
  readonly body: ByteString;
  readonly signal: Cancellation | undefined;
  readonly authorization: string | undefined;
  readonly deadlineMs: number | undefined;
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' };

/** One POST with a whole answer. The dispatcher is asked directly: of a stream for each answer, only its end were of interest. */
export const exchange = (dispatcher: Dispatcher, { path, body, signal, authorization, deadlineMs }: ExchangeRequest): Promise<Exchange> => new Promise((resolve, reject) => {
  let controller: Dispatcher.DispatchController | undefined;
  let statusCode = 0;
  let headers: IncomingHttpHeaders = {};
  const chunks: Buffer[] = [];
  const giveUp = () => {
    const reason = signal?.reason ?? new Error('The call was given up.');
    reject(reason);
    controller?.abort(reason);
  };
  signal?.addEventListener('abort', giveUp, { once: true });
  dispatcher.dispatch({ path, method: 'POST', headers: { ...HEADERS, ...(authorization !== undefined && { authorization }), ...(deadlineMs !== undefined && { [DEADLINE_HEADER]: String(deadlineMs) }) }, body: Buffer.from(body, 'latin1') }, {
    onRequestStart: (started) => {
      controller = started;
      if (signal?.aborted) giveUp();
    },
    onResponseStart: (_controller, status, received) => {
      statusCode = status;
      headers = received;
    },
    onResponseData: (_controller, chunk) => { chunks.push(chunk); },
    onResponseEnd: () => {
      signal?.removeEventListener('abort', giveUp);
      const [first] = chunks;
      const retryAfter = headers['retry-after'];
      resolve({ statusCode, retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined, bytes: chunks.length === 1 && first ? first : Buffer.concat(chunks) });
    },
    onResponseError: (_controller, error) => {
      signal?.removeEventListener('abort', giveUp);
      reject(error);
    },
  });
});
