import { streamEvents } from '@sizhu/kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectionCount } from '../events/count-connections.js';
import type { LiveLimits } from '../events/live-limits.js';
import type { OpenOperation, ReadyOperation } from '../events/open-operation.js';
import { createSharedStreams, type SharedStream } from '../events/shared-streams.js';
import { readRequest, type AskedOperation } from './read-request.js';
import { refuse } from './refuse.js';

interface SharedOptions {
  readonly ready: (asked: AskedOperation, request: FastifyRequest) => ReadyOperation;
  readonly open: OpenOperation;
  readonly connections: ConnectionCount;
  readonly limits: LiveLimits;
}

const TOKEN_HEADER = 'x-graphql-event-stream-token';

/**
 * Server-sent events of many operations on one connection: PUT reserves it, GET opens it, POST begins an operation on it
 * and DELETE ends one.
 *
 * See https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#single-connection-mode
 */
export function createSharedEventStreams(app: FastifyInstance, { ready, open, connections, limits }: SharedOptions) {
  const streams = createSharedStreams({ open, limits });
  const stopping = new AbortController();
  app.addHook('preClose', async () => {
    stopping.abort();
    // One that does not read is cut off, and that ends the wait for it.
    await streams.stop();
  });

  const read = async (request: FastifyRequest, reply: FastifyReply, stream: SharedStream): Promise<FastifyReply> => {
    if (stream.isConnected()) throw refuse('BAD_REQUEST', 'This stream is open already.', 409);
    if (connections.isFull()) throw refuse('TOO_MANY_STREAMS', 'Too many connections are open; come back in a moment.');
    stream.connect();
    const leave = connections.enter();
    reply.raw.once('close', () => {
      stream.leave();
      leave();
    });
    reply.hijack();
    await streamEvents(reply.raw, stream.events, { headers: { 'x-request-id': request.id }, stallMs: limits.stallMs, signal: stopping.signal });
    return reply;
  };

  const run = async (request: FastifyRequest, reply: FastifyReply, stream: SharedStream): Promise<FastifyReply> => {
    const asked = readRequest(request);
    if (!('extensions' in asked)) throw refuse('BAD_REQUEST', 'Send one operation at a time: a stream takes no list of them.');
    const id = asked.extensions?.operationId;
    if (typeof id !== 'string' || id === '') throw refuse('BAD_REQUEST', 'extensions.operationId: is missing.');
    return reply.status(await stream.run(id, ready(asked, request), request.id) ? 202 : 204).send();
  };

  return {
    /** Of the stream that a request names; null when it names none. Throws a refusal when there is none of that name. */
    find: (request: FastifyRequest): SharedStream | null => {
      const token = readToken(request);
      if (token === null) return null;
      const stream = streams.find(token);
      if (!stream) throw refuse('BAD_REQUEST', 'There is no such event stream; reserve one with PUT.', 404);
      return stream;
    },
    reserve: async (_request: FastifyRequest, reply: FastifyReply) => reply.status(201).type('text/plain; charset=utf-8').send(streams.reserve()),
    answer: (request: FastifyRequest, reply: FastifyReply, stream: SharedStream) =>
      (request.method === 'GET' && /text\/event-stream/i.test(request.headers.accept ?? '') ? read : run)(request, reply, stream),
    complete: async (request: FastifyRequest, reply: FastifyReply, stream: SharedStream | null) => {
      if (!stream) throw refuse('BAD_REQUEST', `${TOKEN_HEADER}: is missing.`);
      const { operationId } = request.query as Readonly<Record<string, unknown>>;
      if (typeof operationId !== 'string' || operationId === '') throw refuse('BAD_REQUEST', 'operationId: is missing.');
      stream.complete(operationId);
      return reply.status(200).send();
    },
  };
}

function readToken({ headers, query }: FastifyRequest): string | null {
  const token = headers[TOKEN_HEADER] ?? (query as Readonly<Record<string, unknown>>).token;
  return typeof token === 'string' && token !== '' ? token : null;
}
