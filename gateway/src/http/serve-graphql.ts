import { ERRORS } from '@sizhu/contract';
import type { Log } from '@sizhu/kit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { countConnections } from '../events/count-connections.js';
import type { LiveLimits } from '../events/live-limits.js';
import { createOperationOpener, type ReadyOperation } from '../events/open-operation.js';
import { serveSockets } from '../events/serve-sockets.js';
import type { Engine } from '../execution/create-executor.js';
import { isKnownCode } from '../execution/format-error.js';
import { chooseMediaType, JSON_BY_CHANCE, type MediaType } from './choose-media-type.js';
import { createDeadline } from './create-deadline.js';
import { createPersistedQueries } from './persisted-queries.js';
import type { PrepareDocument } from './prepare-document.js';
import { createEventStreams, takesEvents } from './event-streams.js';
import { getOperation } from './get-operation.js';
import { readRequest, type AskedOperation } from './read-request.js';
import { Refusal, refuse } from './refuse.js';
import { sharedBy } from './shared-by.js';
import { createSharedEventStreams } from './shared-event-streams.js';
import { tellExtensions, type Notice } from './tell-extensions.js';
import { toClientErrors } from './to-client-errors.js';
import { writeAnswer } from './write-answer.js';

export interface GraphqlOptions {
  readonly prepare: PrepareDocument;
  readonly engine: Pick<Engine, 'execute' | 'write' | 'subscribe'>;
  readonly deadlineMs: number;
  readonly notice: Notice;
  readonly log: Log;
  readonly live: LiveOptions;
}

export interface LiveOptions {
  readonly limits: LiveLimits;
  readonly maxMessageBytes: number;
  /** Origins of other sites whose pages may open sockets. */
  readonly allowedOrigins: readonly string[];
}

const PATH = '/graphql';

/**
 * Serves /graphql by the specification of GraphQL over HTTP, and what stays open on it.
 *
 * See https://graphql.github.io/graphql-over-http/draft/
 */
export function serveGraphql(app: FastifyInstance, { prepare, engine, deadlineMs, notice, log, live }: GraphqlOptions): void {
  const toQuery = createPersistedQueries();
  const ready = (asked: AskedOperation, method = 'POST'): ReadyOperation => {
    const document = prepare(toQuery(asked));
    return { ...asked, document, operation: getOperation(document, asked.operationName, method) };
  };
  const open = createOperationOpener({ engine, deadlineMs, notice, log });
  const connections = countConnections(live.limits.connections);
  const stream = createEventStreams(app, { ...live, open, connections });
  const shared = createSharedEventStreams(app, { ...live, ready, open, connections });
  serveSockets(app, { ...live, path: PATH, ready, open, connections, log });

  const answer = async (request: FastifyRequest, reply: FastifyReply, mediaType: MediaType): Promise<FastifyReply> => {
    const asked = ready(readRequest(request), request.method);
    if (takesEvents(request)) return stream(request, reply, asked);
    if (asked.operation === OperationTypeNode.SUBSCRIPTION) throw refuse('BAD_REQUEST', 'A subscription is answered in events: accept text/event-stream.', 406);
    const signal = createDeadline(reply.raw, deadlineMs);
    const { document, operationName, variables } = asked;
    if (asked.operation === OperationTypeNode.MUTATION) {
      const { data, errors } = await engine.execute({ document, operationName, variables, signal });
      if (data === undefined) throw new Refusal(errors ?? [], 400);
      const told = errors && { errors: toClientErrors(errors, { requestId: request.id, log }) };
      return send(reply, mediaType, { data, ...told, ...tellExtensions(notice) });
    }
    const { json, isInBytes, errors } = await engine.write({
      document, operationName, variables, signal, deadlineAt: performance.now() + deadlineMs, sharedBy: sharedBy(request.headers),
    });
    if (json === undefined) throw new Refusal(errors ?? [], 400);
    const told = errors && toClientErrors(errors, { requestId: request.id, log });
    return reply.header('content-type', mediaType.contentType).send(writeAnswer({ json, isInBytes, errors: told, ...tellExtensions(notice) }));
  };

  app.route({
    url: PATH,
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    handler: async (request, reply) => {
      reply.header('x-request-id', request.id);
      if (request.method === 'PUT') return shared.reserve(request, reply);
      const stream = shared.find(request);
      if (request.method === 'DELETE') return shared.complete(request, reply, stream);
      if (stream) return shared.answer(request, reply, stream);
      const mediaType = takesEvents(request) ? JSON_BY_CHANCE : chooseMediaType(request.headers.accept);
      if (!mediaType) throw refuse('BAD_REQUEST', 'Accept application/graphql-response+json, application/json or text/event-stream.', 406);
      return answer(request, reply, mediaType);
    },
    errorHandler: (error: Error, request, reply) => {
      const { status, errors, headers } = error instanceof Refusal ? error : toRefusal(error);
      const mediaType = chooseMediaType(request.headers.accept) ?? { contentType: 'application/json; charset=utf-8', tellsStatus: true };
      // An old client takes any other status for a failure of the transport, as long as its request was one.
      const isGraphql = errors.every(({ extensions: { code } }) => code !== 'BAD_REQUEST');
      reply.status(status === 400 && isGraphql && !mediaType.tellsStatus ? 200 : status).headers({ 'x-request-id': request.id, ...headers });
      void send(reply, mediaType, { errors: toClientErrors(errors, { requestId: request.id, log }), ...tellExtensions(notice) });
    },
  });
}

const send = (reply: FastifyReply, { contentType }: MediaType, body: object): FastifyReply =>
  reply.header('content-type', contentType).send(Buffer.from(JSON.stringify(body)));

/** What fastify refused before it came to us, or what went wrong inside. */
function toRefusal(error: Error): Refusal {
  if (error instanceof GraphQLError) {
    const { code } = error.extensions;
    return new Refusal([error], isKnownCode(code) ? ERRORS[code].status : 500);
  }
  const { code, statusCode = 500 } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('REQUEST_TOO_LARGE', ERRORS.REQUEST_TOO_LARGE.text);
  if (statusCode < 500) return refuse('BAD_REQUEST', `${ERRORS.BAD_REQUEST.text} ${error.message}`, statusCode);
  return new Refusal([new GraphQLError(error.message, { originalError: error })], 500);
}
