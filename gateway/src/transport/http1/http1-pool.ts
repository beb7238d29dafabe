import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Cancellation } from '../cancellation.js';
import { TransportError } from '../transport-error.js';
import { createResponseReader, OversizedAnswer, type ReadResponse, type ResponseReader } from './response-reader.js';

export interface Http1Request {
  readonly path: string;
  /** Further lines of the head, each with its end. */
  readonly headers?: string;
  /** JSON as a byte string: every character is one byte of UTF-8. */
  readonly body: string;
  readonly signal?: Cancellation | undefined;
}

export interface Http1Pool {
  /** One POST of JSON. `read` makes of the response what is handed on; its body is good only until `read` returns. */
  post<T>(request: Http1Request, read: (response: ReadResponse) => T): Promise<T>;
  /** Takes no more calls; resolves when those under way have ended. */
  close(): Promise<void>;
}

export interface Http1Options {
  readonly connections: number;
  /** Without a byte for so long, the pillar is taken to be gone. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/** A call that is under way or waits for a connection. */
interface Exchange {
  readonly head: string;
  readonly body: string;
  readonly signal: Cancellation | undefined;
  take(response: ReadResponse): void;
  fail(reason: unknown): void;
  giveUp: (() => void) | undefined;
}

interface Connection {
  readonly socket: Socket;
  readonly reader: ResponseReader;
  exchange: Exchange | undefined;
  /** By when an idle connection is used again, if at all: the server closes it some time after. */
  goodUntil: number;
}

const KEEP_ALIVE_MS = 4_000;
/** The server's clock may have begun earlier than ours. */
const KEEP_ALIVE_MARGIN_MS = 1_000;
/** All sockets are read into this one: what was read is taken, or copied, before another is. */
const READ_BUFFER = Buffer.allocUnsafeSlow(262_144);

/**
 * Keeps connections of HTTP/1.1 to one origin, and posts JSON over them, one call after the other on each.
 *
 * A gateway makes several calls for every request, and with a client made for everything they are half of its work.
 * This one does what a call needs: no streams, one write, and the answer read where the socket put it.
 */
export function createHttp1Pool(origin: URL, { connections, timeoutMs, maxBodyBytes }: Http1Options): Http1Pool {
  const open = new Set<Connection>();
  const idle: Connection[] = [];
  const waiting: Exchange[] = [];
  let closing: { readonly done: Promise<void>; readonly resolve: () => void } | undefined;
  const start = `HTTP/1.1\r\nhost: ${origin.host}\r\ncontent-type: application/json\r\naccept: application/graphql-response+json, application/json\r\n`;

  const run = (connection: Connection, exchange: Exchange): void => {
    connection.exchange = exchange;
    exchange.giveUp = () => { fail(connection, exchange.signal?.reason); };
    exchange.signal?.addEventListener('abort', exchange.giveUp, { once: true });
    connection.socket.ref();
    connection.socket.write(exchange.head + exchange.body, 'latin1');
  };

  /** A connection on which something went wrong is of no use any more. */
  const fail = (connection: Connection, reason: unknown): void => {
    const exchange = drop(connection);
    exchange?.fail(reason);
  };

  const drop = (connection: Connection): Exchange | undefined => {
    const { exchange, socket } = connection;
    connection.exchange = undefined;
    settle(exchange);
    if (open.delete(connection)) {
      const at = idle.indexOf(connection);
      if (at >= 0) idle.splice(at, 1);
      socket.destroy();
      const next = takeWaiting();
      if (next) begin(next);
      if (open.size === 0) closing?.resolve();
    }
    return exchange;
  };

  const takeWaiting = (): Exchange | undefined => {
    const next = waiting.shift();
    settle(next);
    return next;
  };

  const complete = (connection: Connection, response: ReadResponse): void => {
    const { exchange } = connection;
    if (!exchange) {
      drop(connection);
      return;
    }
    connection.exchange = undefined;
    settle(exchange);
    // Before the connection is used again: the body may be a view of what the next answer is read into.
    exchange.take(response);
    const next = response.isReusable ? takeWaiting() : undefined;
    if (next) {
      run(connection, next);
      return;
    }
    if (!response.isReusable || closing) {
      drop(connection);
      return;
    }
    const { keepAliveS } = response;
    connection.goodUntil = performance.now() + (keepAliveS === undefined ? KEEP_ALIVE_MS : keepAliveS * 1_000 - KEEP_ALIVE_MARGIN_MS);
    connection.socket.unref();
    idle.push(connection);
  };

  const onData = (connection: Connection, bytes: Buffer): void => {
    let response: ReadResponse | undefined;
    try {
      response = connection.reader.read(bytes);
    } catch (error) {
      const code = error instanceof OversizedAnswer ? 'SUBGRAPH_BAD_ANSWER' : 'SUBGRAPH_UNAVAILABLE';
      fail(connection, new TransportError(code, (error as Error).message));
      return;
    }
    if (response) complete(connection, response);
  };

  const dial = (): Connection => {
    const host = origin.hostname.replace(/^\[|\]$/g, '');
    const target = { host, port: Number(origin.port) || (origin.protocol === 'https:' ? 443 : 80), noDelay: true };
    const socket = origin.protocol === 'https:'
      ? connectTls({ ...target, servername: /^[\d.]+$|:/.test(host) ? '' : host, ALPNProtocols: ['http/1.1'] })
      : connectTcp({ ...target, onread: { buffer: READ_BUFFER, callback: (length, buffer) => {
        onData(connection, Buffer.from(buffer.buffer, buffer.byteOffset, length));
        return true;
      } } });
    const connection: Connection = { socket, reader: createResponseReader(maxBodyBytes), exchange: undefined, goodUntil: 0 };
    if (origin.protocol === 'https:') socket.on('data', (bytes: Buffer) => { onData(connection, bytes); });
    socket.setTimeout(timeoutMs, () => { fail(connection, new TransportError('SUBGRAPH_TIMEOUT', `Nothing came for ${timeoutMs} ms.`)); });
    socket.on('error', (error) => { fail(connection, error); });
    socket.on('close', () => {
      const response = connection.exchange && connection.reader.end();
      if (response) complete(connection, response);
      else fail(connection, new Error('The connection was closed before the answer.'));
    });
    open.add(connection);
    return connection;
  };

  const begin = (exchange: Exchange): void => {
    for (let connection = idle.pop(); connection; connection = idle.pop()) {
      if (connection.goodUntil > performance.now() && connection.socket.writable) {
        run(connection, exchange);
        return;
      }
      drop(connection);
    }
    if (open.size < connections) {
      run(dial(), exchange);
      return;
    }
    exchange.giveUp = () => {
      waiting.splice(waiting.indexOf(exchange), 1);
      exchange.fail(exchange.signal?.reason);
    };
    exchange.signal?.addEventListener('abort', exchange.giveUp, { once: true });
    waiting.push(exchange);
  };

  return {
    post: ({ path, headers = '', body, signal }, read) => new Promise((resolve, reject) => {
      if (closing || signal?.aborted) {
        reject((closing ? new Error('The connections are closed.') : signal?.reason as Error));
        return;
      }
      begin({
        head: `POST ${path} ${start}${headers}content-length: ${body.length}\r\n\r\n`,
        body,
        signal,
        take: (response) => {
          try {
            resolve(read(response));
          } catch (error) {
            const reason = error as Error;
            reject(reason);
          }
        },
        fail: reject,
        giveUp: undefined,
      });
    }),
    close: () => {
      if (!closing) {
        const { promise: done, resolve } = Promise.withResolvers<void>();
        closing = { done, resolve };
        for (const connection of idle.splice(0)) drop(connection);
        if (open.size === 0) resolve();
      }
      return closing.done;
    },
  };
}

function settle(exchange: Exchange | undefined): void {
  if (exchange?.giveUp) exchange.signal?.removeEventListener('abort', exchange.giveUp);
}
