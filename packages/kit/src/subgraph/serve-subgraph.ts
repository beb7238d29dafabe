import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { ERRORS } from '@sizhu/contract';
import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isDatabaseLost } from '../database/is-database-lost.js';
import { isEventId } from '../events/outbox-feed.js';
import type { SubscriptionItem } from '../events/subscribe.js';
import { followRoster } from '../roster/follow-roster.js';
import type { RosterSource } from '../roster/roster-source.js';
import type { CallVerifier } from '../credential/verify-call.js';
import { heedDeadline } from '../http/deadline.js';
import { streamEvents, whenGone, type ServerSentEvent } from '../http/stream-events.js';
import type { Subgraph } from './define-subgraph.js';
import { createLog } from '../log.js';
import { createFaultReporter } from './report-faults.js';
import { requireCredential } from './require-credential.js';
import { startUpkeep, type UpkeepOptions } from './upkeep.js';

export interface ServedSubgraph {
  readonly url: string;
  stop(): Promise<void>;
}

export interface ServeOptions {
  readonly subgraph: Subgraph;
  readonly port: number;
  readonly host?: string;
  readonly upkeep?: UpkeepOptions;
  /** Whose roster of areas the pillar's records follow. Without it they stay where they are. */
  readonly roster?: RosterSource | undefined;
  /** Lets only calls of a gateway in. Without it, whoever reaches the port is answered. */
  readonly verifyCall?: CallVerifier | undefined;
}

/** Serves one subgraph as a process of its own: /graphql, /graphql/stream, /healthz, /readyz; and does its upkeep. */
export async function serveSubgraph({ subgraph, port, host = '127.0.0.1', upkeep: upkeepOptions, roster, verifyCall }: ServeOptions): Promise<ServedSubgraph> {
  const app = fastify({ forceCloseConnections: 'idle' });
  const reportFaults = createFaultReporter(subgraph.name);
  const server = new ApolloServer<Record<string, unknown>>({
    schema: subgraph.schema,
    introspection: true,
    stopOnTerminationSignals: false,
    plugins: [
      fastifyApolloDrainPlugin(app),
      // Inline traces are for a collector of their makers; our gateway asks for none.
      ApolloServerPluginInlineTraceDisabled(),
      { requestDidStart: async () => ({ didEncounterErrors: async ({ errors }) => reportFaults(errors) }) },
      tellLostDatabase,
    ],
  });
  await server.start();
  await app.register(async (guarded) => {
    heedDeadline(guarded);
    if (verifyCall) requireCredential(guarded, verifyCall, createLog(subgraph.name));
    guarded.route({
      url: '/graphql',
      // The address of a GET is nothing that a credential covers.
      method: verifyCall ? ['POST'] : ['GET', 'POST'],
      handler: fastifyApolloHandler(server, { context: async () => subgraph.createContext() as Record<string, unknown> }),
    });
    serveStream(guarded, subgraph);
  });
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    try {
      await subgraph.checkReady();
      return { status: 'ready' };
    } catch {
      return reply.status(503).send({ status: 'not ready' });
    }
  });
  const url = await app.listen({ port, host });
  const upkeep = startUpkeep([subgraph], upkeepOptions);
  const follower = roster && followRoster({ source: roster, pillars: [subgraph], onFailure: upkeepOptions?.onFailure });
  return {
    url: `${url}/graphql`,
    stop: async () => {
      await server.stop();
      await app.close();
      await Promise.all([upkeep.stop(), follower?.stop()]);
      await subgraph.close();
    },
  };
}

/** A pillar without its database is a pillar that is away: its caller may ask again, and need not look into the answer. */
const tellLostDatabase: ApolloServerPlugin<Record<string, unknown>> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ errors, response }) => {
      if (!errors?.some(isDatabaseLost)) return;
      response.http.status = 503;
      response.body = { kind: 'single', singleResult: { errors: [{ message: ERRORS.SUBGRAPH_UNAVAILABLE.text, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] } };
    },
  }),
};

const streamRequest = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).optional(),
  operationName: z.string().nullish(),
});

/** Subscriptions as server-sent events; Last-Event-ID says where to go on. */
function serveStream(app: FastifyInstance, subgraph: Subgraph): void {
  const open = new Set<AbortController>();
  app.addHook('preClose', async () => { for (const one of open) one.abort(); });
  app.post('/graphql/stream', async (request, reply) => {
    const asked = streamRequest.safeParse(request.body);
    const after = request.headers['last-event-id'];
    if (!asked.success || (after !== undefined && (typeof after !== 'string' || !isEventId(after)))) return reply.status(400).send({ errors: [{ message: 'This is no subscription.' }] });
    const gone = whenGone(reply.raw);
    open.add(gone);
    reply.raw.once('close', () => { open.delete(gone); });
    const answer = await subgraph.subscribe({ ...asked.data, after, signal: gone.signal });
    if (!(Symbol.asyncIterator in answer)) return { errors: answer.errors };
    reply.hijack();
    await streamEvents(reply.raw, toEvents(answer), { signal: gone.signal });
    return reply;
  });
}

async function* toEvents(items: AsyncIterable<SubscriptionItem>): AsyncGenerator<ServerSentEvent> {
  for await (const { id, result } of items) yield result ? { event: 'next', id, data: result } : { event: 'begin', id };
}
