import type { ServerResponse } from 'node:http';
import { TransportError } from '../transport/transport-error.js';

/** Aborted after `deadlineMs`, and when the connection closes before the answer is out. */
export function createDeadline(response: ServerResponse, deadlineMs: number): AbortSignal {
  const deadline = new AbortController();
  const timer = setTimeout(() => { deadline.abort(new TransportError('SUBGRAPH_TIMEOUT', `The request took more than ${deadlineMs} ms.`)); }, deadlineMs);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) deadline.abort(new Error('The client is gone.'));
  });
  return deadline.signal;
}
