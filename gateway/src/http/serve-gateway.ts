import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { createLog, type Log } from '@sizhu/kit';
import fastify, { type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { createExecutor } from '../execution/create-executor.js';
import { formatError } from '../execution/format-error.js';
import { reportErrors, type RequestContext } from '../execution/report-errors.js';
import { requireOperation } from '../execution/require-operation.js';
import { loadPlanner } from '../planning/load-planner.js';
import { guardTransports, type GuardOptions } from '../transport/guard-transport.js';
import type { Transports } from '../transport/transport.js';
import { toApolloGateway } from './apollo-front.js';
import { createDeadline } from './create-deadline.js';
import { serveHealth } from './health.js';
import { servePage } from './page.js';

export interface GatewayOptions {
  readonly supergraphSdl: string;
  readonly transports: Transports;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host?: string;
  /** Folder of the built landing page; without one, / answers 404. */
  readonly pageFolder?: string;
  /** What /hub.json tells of this hub. */
  readonly about?: Readonly<Record<string, unknown>>;
  /** Added to every answer as extensions.notice, such as that the data are samples. */
  readonly notice?: string;
  /** Where failures go that clients may not see. */
  readonly log?: Log;
  /** A request that has taken so long is answered with what there is. */
  readonly deadlineMs?: number;
  readonly guard?: GuardOptions;
}

export interface ServedGateway {
  readonly url: string;
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 1_000_000;
const MAX_TOKENS = 10_000;
const DEADLINE_MS = 30_000;

/** Serves /graphql, /healthz, /readyz, /hub.json and the landing page. */
export async function serveGateway(options: GatewayOptions): Promise<ServedGateway> {
  const app = fastify({ forceCloseConnections: 'idle', bodyLimit: MAX_BODY_BYTES, genReqId: () => randomUUID() });
  const server = createServer(app, { ...options, transports: guardTransports(options.transports, options.guard) });
  await server.start();
  app.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    handler: fastifyApolloHandler(server, {
      context: async ({ id }, reply) => ({ requestId: id, signal: createDeadline(reply.raw, options.deadlineMs ?? DEADLINE_MS) }),
    }),
  });
  serveHealth(app, options.transports);
  app.get('/hub.json', async () => options.about ?? {});
  if (options.pageFolder) await servePage(app, options.pageFolder);
  const url = await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
  return {
    url,
    stop: async () => {
      await server.stop();
      await app.close();
    },
  };
}

function createServer(app: FastifyInstance, { supergraphSdl, transports, notice, log = createLog('gateway') }: GatewayOptions) {
  const planner = loadPlanner(supergraphSdl);
  return new ApolloServer<RequestContext>({
    gateway: toApolloGateway(planner.apiSchema, supergraphSdl, createExecutor(planner, transports)),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // Without it, a fragment of a kilobyte can keep the process busy for half a minute.
    maxRecursiveSelections: 5_000,
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError,
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginLandingPageDisabled(),
      reportErrors(log),
      requireOperation,
      {
        requestDidStart: async () => ({
          willSendResponse: async ({ response }) => {
            if (notice && response.body.kind === 'single') response.body.singleResult.extensions = { notice };
          },
        }),
      },
    ],
  });
}
