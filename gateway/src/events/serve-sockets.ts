import type { Log } from '@sizhu/kit';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, type ExecutionArgs, type FormattedExecutionResult } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { AskedOperation } from '../http/read-request.js';
import { Refusal, refuse } from '../http/refuse.js';
import { toClientErrors } from '../http/to-client-errors.js';
import { attachSocket } from './attach-socket.js';
import { isAllowedOrigin } from './check-origin.js';
import type { ConnectionCount } from './count-connections.js';
import type { LiveLimits } from './live-limits.js';
import type { OpenOperation, ReadyOperation } from './open-operation.js';

export interface SocketOptions {
  readonly path: string;
  /** Finds the document and the operation that is asked for, or throws a refusal. */
  readonly ready: (asked: AskedOperation) => ReadyOperation;
  readonly open: OpenOperation;
  readonly connections: ConnectionCount;
  readonly limits: LiveLimits;
  readonly maxMessageBytes: number;
  readonly allowedOrigins: readonly string[];
  readonly log: Log;
}

/** Whoever is told that we go away has so long to say goodbye. */
const CLOSE_MS = 2_000;
/** The specification's code for a server that goes down. */
const GOING_AWAY = 1_001;

/**
 * Serves WebSockets at `path`: any operation, as on HTTP, and under the same limits.
 *
 * See https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export function serveSockets(app: FastifyInstance, options: SocketOptions): void {
  const { path, connections, limits, maxMessageBytes, allowedOrigins } = options;
  const settings = { noServer: true, path, maxPayload: maxMessageBytes, closeTimeout: CLOSE_MS, handleProtocols: (offered: Set<string>) => handleProtocols(offered) };
  const sockets = new WebSocketServer(settings);
  const protocol = speakProtocol(options);

  const refuseUpgrade = (request: IncomingMessage): number | undefined => {
    if (request.url?.split('?')[0] !== path) return 404;
    if (!isAllowedOrigin(request.headers, allowedOrigins)) return 403;
    return connections.isFull() ? 503 : undefined;
  };

  app.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => { stream.destroy(); });
    const status = refuseUpgrade(request);
    if (status !== undefined) {
      stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.once('close', connections.enter());
      attachSocket(socket, protocol, limits);
    });
  });

  // A server that stops waits for its connections, and what was upgraded is no request that ends.
  app.addHook('preClose', async () => {
    for (const socket of sockets.clients) socket.close(GOING_AWAY, 'The hub stops.');
    await new Promise<void>((resolve) => { sockets.close(() => { resolve(); }); });
  });
}

/** Whether a request asks for a WebSocket; an upgrade to anything else is answered as if it had not been asked for. */
export const asksForSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/** The protocol with our execution in it. What the library would do with documents and schemas, it is not asked to. */
function speakProtocol({ ready, open, limits, log }: SocketOptions) {
  const run = (args: ExecutionArgs) => answerEach(args.contextValue as ReadyOperation, open);
  return makeServer({
    connectionInitWaitTimeout: limits.initMs,
    onSubscribe: ({ subscriptions }, _id, { query, operationName, variables, extensions }) => {
      try {
        if (Object.keys(subscriptions).length > limits.operations) {
          throw refuse('TOO_MANY_STREAMS', `${limits.operations} operations run on this connection.`);
        }
        const asked = ready({
          // The protocol wants a string, also where a hash stands for the document.
          query: query === '' ? undefined : query,
          documentId: undefined,
          operationName: operationName ?? undefined, variables: variables ?? undefined, extensions: extensions ?? undefined,
        });
        return { document: asked.document, operationName: asked.operationName, contextValue: asked } as unknown as ExecutionArgs;
      } catch (error) {
        return [toGraphqlError(error)];
      }
    },
    execute: run,
    subscribe: run,
    onNext: (...[, , , , answer]) => answer as FormattedExecutionResult,
    onError: (_ctx, _id, _payload, errors) => toClientErrors(errors.flatMap(unfold), { requestId: randomUUID(), log }),
  });
}

const toGraphqlError = (error: unknown): GraphQLError => (error instanceof GraphQLError ? error : new GraphQLError((error as Error).message, { originalError: error as Error }));

const unfold = (error: GraphQLError): readonly GraphQLError[] => (error.originalError instanceof Refusal ? error.originalError.errors : [error]);

/** Ends at once for a client that completes, though no event comes that could end it. */
function answerEach(ready: ReadyOperation, open: OpenOperation): AsyncIterableIterator<object> {
  const leaving = new AbortController();
  const answers = (async function* payloads() {
    for await (const { payload } of await open(ready, { signal: leaving.signal, requestId: randomUUID() })) yield payload;
  })();
  return {
    next: () => answers.next(),
    return: () => {
      leaving.abort();
      return answers.return();
    },
    [Symbol.asyncIterator]() { return this; },
  };
}
