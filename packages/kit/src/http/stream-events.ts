import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

export interface ServerSentEvent {
  readonly event: string;
  /** What a client that comes back sends as Last-Event-ID. */
  readonly id?: string;
  readonly data?: object;
}

export interface StreamOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** A client that takes nothing for so long is cut off; it comes back and goes on after its last event. */
  readonly stallMs?: number;
  /** Aborted when the server stops, which waits for every connection: whoever has not read the end soon is cut off. */
  readonly signal?: AbortSignal;
}

/** A connection on which nothing is said is cut by whatever lies between. */
const HEARTBEAT_MS = 15_000;
const STALL_MS = 30_000;
const GOODBYE_MS = 2_000;

/**
 * Writes events until they end or the client leaves, no faster than the client reads them.
 *
 * See https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function streamEvents(response: ServerResponse, events: AsyncIterable<ServerSentEvent>, options: StreamOptions = {}): Promise<void> {
  const { headers = {}, stallMs = STALL_MS, signal } = options;
  // A server that stops would wait for the connection to be used again.
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', connection: 'close' });
  response.flushHeaders();
  signal?.addEventListener('abort', () => cutOffAfter(response, GOODBYE_MS), { once: true });
  const heartbeat = setInterval(() => { if (!response.writableNeedDrain) response.write(':\n\n'); }, HEARTBEAT_MS);
  try {
    for await (const event of events) {
      if (response.closed) return;
      if (!response.write(toText(event))) await drained(response, stallMs);
    }
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

/** Resolves when the client has taken what was written, or is gone; makes it gone when it takes too long. */
async function drained(response: ServerResponse, stallMs: number): Promise<void> {
  if (response.closed) return;
  const settled = new AbortController();
  const stalled = setTimeout(() => { response.destroy(); }, stallMs);
  await Promise.race(['drain', 'close'].map((event) => once(response, event, { signal: settled.signal }))).finally(() => {
    clearTimeout(stalled);
    settled.abort();
  });
}

function cutOffAfter(response: ServerResponse, ms: number): void {
  if (response.closed) return;
  const timer = setTimeout(() => { response.destroy(); }, ms);
  response.once('close', () => { clearTimeout(timer); });
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
