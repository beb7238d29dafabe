import { isEventId, streamEvents, whenGone, type Log, type ServerSentEvent } from '@sizhu/kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode, type DocumentNode } from 'graphql';
import type { Answer } from '../execution/compile-operation.js';
import type { Engine } from '../execution/create-executor.js';
import { Refusal, refuse } from './refuse.js';
import { toClientErrors } from './to-client-errors.js';

interface AskedStream {
  readonly document: DocumentNode;
  readonly operation: OperationTypeNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

interface StreamOptions {
  readonly engine: Pick<Engine, 'execute' | 'subscribe'>;
  readonly log: Log;
  /** Added to every answer. */
  readonly extensions: object;
}

/** Whether the client asks for events, as EventSource and clients of graphql-sse do. */
export const takesEvents = ({ headers: { accept } }: FastifyRequest): boolean => /(^|[\s,])text\/event-stream\b/i.test(accept ?? '');

/**
 * Answers in server-sent events: `next` with each answer and the id after which to go on, then `complete`.
 *
 * See https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, "distinct connections mode"
 */
export function createEventStreams(app: FastifyInstance, { engine, log, extensions }: StreamOptions) {
  const open = new Set<AbortController>();
  // A stream has no end of its own, and a server that stops waits for every answer under way.
  app.addHook('preClose', async () => { for (const one of open) one.abort(); });

  return async (request: FastifyRequest, reply: FastifyReply, { operation, ...asked }: AskedStream): Promise<FastifyReply> => {
    const gone = whenGone(reply.raw);
    const toClient = ({ data, errors }: Answer) => ({ data, ...(errors && { errors: toClientErrors(errors, { requestId: request.id, log }) }), ...extensions });
    const answers = operation === OperationTypeNode.SUBSCRIPTION
      ? await engine.subscribe(asked, { after: readPlace(request), signal: gone.signal })
      : await engine.execute({ ...asked, signal: gone.signal });
    if (!(Symbol.asyncIterator in answers) && answers.data === undefined) throw new Refusal(answers.errors ?? [], 400);
    open.add(gone);
    reply.hijack();
    await streamEvents(reply.raw, toEvents(answers, toClient), { 'x-request-id': request.id }).finally(() => { open.delete(gone); });
    return reply;
  };
}

type Answers = AsyncIterable<{ readonly id: string; readonly answer: Answer }> | Answer;

async function* toEvents(answers: Answers, toClient: (answer: Answer) => object): AsyncGenerator<ServerSentEvent> {
  if (Symbol.asyncIterator in answers) {
    for await (const { id, answer } of answers) yield { event: 'next', id, data: toClient(answer) };
  } else {
    yield { event: 'next', data: toClient(answers) };
  }
  yield { event: 'complete' };
}

function readPlace({ headers }: FastifyRequest): string | null {
  const id = headers['last-event-id'];
  if (id === undefined || id === '') return null;
  if (typeof id !== 'string' || !isEventId(id)) throw refuse('BAD_USER_INPUT', 'Last-Event-ID: is no id of an event; send the last that came, unchanged, or none.');
  return id;
}
