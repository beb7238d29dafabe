import { streamEvents, whenGone, type ServerSentEvent } from '@sizhu/kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConnectionCount } from '../events/count-connections.js';
import type { LiveLimits } from '../events/live-limits.js';
import type { LiveAnswer, OpenOperation, ReadyOperation } from '../events/open-operation.js';
import { refuse } from './refuse.js';

interface StreamOptions {
  readonly open: OpenOperation;
  readonly connections: ConnectionCount;
  readonly limits: Pick<LiveLimits, 'stallMs'>;
}

/** Whether the client asks for events, as EventSource and clients of graphql-sse do. */
export const takesEvents = ({ headers: { accept } }: FastifyRequest): boolean => /(^|[\s,])text\/event-stream\b/i.test(accept ?? '');

/**
 * Answers in server-sent events: `next` with each answer and the id after which to go on, then `complete`.
 *
 * See https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, "distinct connections mode"
 */
export function createEventStreams(app: FastifyInstance, { open, connections, limits: { stallMs } }: StreamOptions) {
  const streams = new Set<AbortController>();
  // A stream has no end of its own, and a server that stops waits for every answer under way.
  app.addHook('preClose', async () => { for (const one of streams) one.abort(); });

  return async (request: FastifyRequest, reply: FastifyReply, ready: ReadyOperation): Promise<FastifyReply> => {
    if (connections.isFull()) throw refuse('TOO_MANY_STREAMS', 'Too many connections are open; come back in a moment.');
    const gone = whenGone(reply.raw);
    streams.add(gone);
    const leave = connections.enter();
    reply.raw.once('close', () => {
      streams.delete(gone);
      leave();
    });
    const answers = await open(ready, { signal: gone.signal, requestId: request.id, lastEventId: request.headers['last-event-id'] });
    reply.hijack();
    await streamEvents(reply.raw, toEvents(answers), { headers: { 'x-request-id': request.id }, stallMs, signal: gone.signal });
    return reply;
  };
}

async function* toEvents(answers: AsyncIterable<LiveAnswer>): AsyncGenerator<ServerSentEvent> {
  for await (const { id, payload } of answers) yield { event: 'next', ...(id !== undefined && { id }), data: payload };
  yield { event: 'complete' };
}
