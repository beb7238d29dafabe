import type { ErrorCode } from '@sizhu/contract';
import type { Log } from '@sizhu/kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode, type GraphQLError } from 'graphql';
import { Readable } from 'node:stream';
import { countConnections } from '../events/count-connections.js';
import type { LiveLimits } from '../events/live-limits.js';
import { createOperationOpener, type ReadyOperation } from '../events/open-operation.js';
import { serveSockets } from '../events/serve-sockets.js';
import type { Delivery } from '../execution/defer/deliver-parts.js';
import type { Engine } from '../execution/create-executor.js';
import type { Deprecation } from '../deprecations/read-reason.js';
import { toDeprecationHeaders } from '../deprecations/to-headers.js';
import { hasDefers } from '../planning/settle-defers.js';
import { readTelling } from '../telling/read-telling.js';
import type { Telling } from '../telling/telling.js';
import { answerBatch } from './batch.js';
import { chooseMediaType, JSON_BY_CHANCE, JSON_BY_NAME, type MediaType } from './choose-media-type.js';
import { createDeadline } from './create-deadline.js';
import type { PrepareDocument } from './prepare-document.js';
import { createEventStreams, takesEvents } from './event-streams.js';
import { createDocumentFinder } from './find-document.js';
import { getOperation } from './get-operation.js';
import { acceptsParts, PARTS, writeParts } from './multipart.js';
import { nameClient } from './name-client.js';
import type { ProtocolOptions } from './protocol-options.js';
import { readRequest, type AskedOperation } from './read-request.js';
import { Refusal, refuse } from './refuse.js';
import { sharedBy } from './shared-by.js';
import { createSharedEventStreams } from './shared-event-streams.js';
import { tellExtensions, type Notice } from './tell-extensions.js';
import { toClientErrors } from './to-client-errors.js';
import { toRefusal } from './to-refusal.js';
import { writeAnswer } from './write-answer.js';

export interface GraphqlOptions {
  readonly prepare: PrepareDocument;
  readonly engine: Pick<Engine, 'execute' | 'write' | 'subscribe'>;
  readonly deadlineMs: number;
  readonly notice: Notice;
  readonly log: Log;
  readonly live: LiveOptions;
  readonly protocol: ProtocolOptions;
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
export function serveGraphql(app: FastifyInstance, { prepare, engine, deadlineMs, notice, log, live, protocol }: GraphqlOptions): void {
  const findDocument = createDocumentFinder(protocol.trustedDocuments);
  const ready = (asked: AskedOperation, { method = 'POST', headers = {} }: Partial<Pick<FastifyRequest, 'method' | 'headers'>> = {}): ReadyAsked => {
    const document = prepare(findDocument(asked, nameClient(headers)));
    const telling = readTelling(asked.extensions, protocol.tells);
    return { ...asked, document, telling, operation: getOperation(document, asked.operationName, method) };
  };
  const open = createOperationOpener({ engine, deadlineMs, notice, log });
  const connections = countConnections(live.limits.connections);
  const stream = createEventStreams(app, { ...live, open, connections });
  const shared = createSharedEventStreams(app, { ...live, ready, open, connections });
  serveSockets(app, { ...live, path: PATH, ready, open, connections, log });

  const execute = async ({ operation, extensions: _extensions, ...asked }: ReadyAsked, request: FastifyRequest, { signal, isDeferring }: Executing): Promise<Answered> => {
    if (operation === OperationTypeNode.SUBSCRIPTION) throw refuse('BAD_REQUEST', 'A subscription is answered in events: accept text/event-stream.', 406);
    const { data, errors, told, stale, deprecation, later } = await engine.execute({ ...asked, signal, isDeferring });
    if (data === undefined) throw new Refusal(errors ?? [], 400);
    const body = { data, ...(errors && { errors: toClientErrors(errors, { requestId: request.id, log }) }), ...tellExtensions(notice, { ...(told && { sizhu: told }), ...(stale && { stale }) }) };
    return { body, deprecation, later };
  };
  const refused = ({ errors }: Refusal, { id: requestId }: FastifyRequest): object => ({ errors: toClientErrors(errors, { requestId, log }), ...tellExtensions(notice) });

  /** The short way, of nearly all requests: the answer is written where it is made. */
  const answerInWriting = async ({ document, operationName, variables }: ReadyAsked, { request, reply, mediaType, signal }: Writing): Promise<FastifyReply> => {
    const { json, isInBytes, errors, deprecation, stale } = await engine.write({
      document, operationName, variables, signal, deadlineAt: performance.now() + deadlineMs, sharedBy: sharedBy(request.headers),
    });
    if (json === undefined) throw new Refusal(errors ?? [], 400);
    if (deprecation) reply.headers(toDeprecationHeaders([deprecation]));
    const told = errors && toClientErrors(errors, { requestId: request.id, log });
    return reply.header('content-type', mediaType.contentType).send(writeAnswer({ json, isInBytes, errors: told, ...tellExtensions(notice, stale && { stale }) }));
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply, mediaType: MediaType): Promise<FastifyReply> => {
    const asked = readRequest(request);
    if (isList(asked)) {
      const signal = createDeadline(reply.raw, deadlineMs);
      const answers = await answerBatch<Answered>(asked, {
        most: protocol.maxBatch,
        answer: (one) => execute(ready(one, request), request, { signal, isDeferring: false }),
        refused: (refusal) => ({ body: refused(refusal, request), deprecation: undefined, later: undefined }),
      });
      return send(reply.headers(toDeprecationHeaders(answers.map(({ deprecation }) => deprecation))), JSON_BY_NAME, answers.map(({ body }) => body));
    }
    const one = ready(asked, request);
    if (takesEvents(request)) return stream(request, reply, one);
    const signal = createDeadline(reply.raw, deadlineMs);
    const isDeferring = acceptsParts(request.headers.accept) && hasDefers(one.document);
    if (one.operation === OperationTypeNode.QUERY && !isDeferring && !one.telling) return answerInWriting(one, { request, reply, mediaType, signal });
    const { body, deprecation, later } = await execute(one, request, { signal, isDeferring });
    if (deprecation) reply.headers(toDeprecationHeaders([deprecation]));
    if (!later) return send(reply, mediaType, body);
    const toErrors = (errors: readonly GraphQLError[]) => toClientErrors(errors, { requestId: request.id, log });
    return reply.header('content-type', PARTS).send(Readable.from(writeParts(body, later, toErrors), { objectMode: false }));
  };

  app.route({
    url: PATH,
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    onRequest: async ({ headers }) => {
      if (/^multipart\//i.test(headers['content-type'] ?? '')) throw refuse('UPLOADS_OFF', 'Files are not taken: send a body of content-type application/json.');
    },
    handler: async (request, reply) => {
      reply.header('x-request-id', request.id);
      if (request.method === 'PUT') return shared.reserve(request, reply);
      const stream = shared.find(request);
      if (request.method === 'DELETE') return shared.complete(request, reply, stream);
      if (stream) return shared.answer(request, reply, stream);
      const mediaType = takesEvents(request) ? JSON_BY_CHANCE : chooseMediaType(request.headers.accept) ?? (acceptsParts(request.headers.accept) ? JSON_BY_CHANCE : undefined);
      if (!mediaType) throw refuse('BAD_REQUEST', 'Accept application/graphql-response+json, application/json or text/event-stream.', 406);
      return answer(request, reply, mediaType);
    },
    errorHandler: (error: Error, request, reply) => {
      const refusal = toRefusal(error);
      const mediaType = chooseMediaType(request.headers.accept) ?? JSON_BY_CHANCE;
      // An old client takes any other status for a failure of the transport, as long as its request was one.
      const isGraphql = refusal.errors.every(({ extensions: { code } }) => !NO_REQUEST.has(code));
      const status = refusal.status === 400 && isGraphql && !mediaType.tellsStatus ? 200 : refusal.status;
      void send(reply.status(status).headers({ 'x-request-id': request.id, ...refusal.headers }), mediaType, refused(refusal, request));
    },
  });
}

interface ReadyAsked extends ReadyOperation {
  readonly telling: Telling | undefined;
}

interface Writing {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly mediaType: MediaType;
  readonly signal: AbortSignal;
}

interface Answered {
  readonly body: object;
  readonly deprecation: Deprecation | undefined;
  readonly later: AsyncGenerator<Delivery, void> | undefined;
}

interface Executing {
  readonly signal: AbortSignal;
  readonly isDeferring: boolean;
}

/** With these codes it is the request that is at fault, and not what it asks. */
const NO_REQUEST: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST', 'BATCHES_OFF', 'BATCH_TOO_LARGE',
  'DOCUMENT_IDS_OFF', 'DOCUMENT_ID_UNKNOWN', 'DOCUMENT_ID_AND_BODY', 'DOCUMENT_HASH_MISMATCH', 'DOCUMENT_NOT_TRUSTED',
] satisfies ErrorCode[]);

const isList = (asked: AskedOperation | readonly unknown[]): asked is readonly unknown[] => Array.isArray(asked);

const send = (reply: FastifyReply, { contentType }: MediaType, body: object): FastifyReply =>
  reply.header('content-type', contentType).send(Buffer.from(JSON.stringify(body)));
