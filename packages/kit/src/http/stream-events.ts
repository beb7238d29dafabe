import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

export interface ServerSentEvent {
  readonly event: string;
  /** What a client that comes back sends as Last-Event-ID. */
  readonly id?: string;
  readonly data?: object;
}

/** A connection on which nothing is said is cut by whatever lies between. */
const HEARTBEAT_MS = 15_000;

/**
 * Writes events until they end or the client leaves, no faster than the client reads them.
 *
 * See https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function streamEvents(response: ServerResponse, events: AsyncIterable<ServerSentEvent>, headers: Readonly<Record<string, string>> = {}): Promise<void> {
  // A server that stops would wait for the connection to be used again.
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', connection: 'close' });
  response.flushHeaders();
  const heartbeat = setInterval(() => { response.write(':\n\n'); }, HEARTBEAT_MS);
  try {
    for await (const event of events) {
      if (response.closed) return;
      if (!response.write(toText(event))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

/** JSON has no line breaks of its own, so one line of data is enough. */
const toText = ({ event, id, data }: ServerSentEvent): string =>
  `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data === undefined ? '' : JSON.stringify(data)}\n\n`;

/** Aborted when the client leaves. */
export function whenGone(response: ServerResponse): AbortController {
  const gone = new AbortController();
  response.once('close', () => { gone.abort(); });
  return gone;
}
