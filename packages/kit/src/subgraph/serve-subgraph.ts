import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastify from 'fastify';
import type { Subgraph } from './define-subgraph.js';
import { createFaultReporter } from './report-faults.js';
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
}

/** Serves one subgraph as a process of its own: /graphql, /healthz, /readyz; and does its upkeep. */
export async function serveSubgraph({ subgraph, port, host = '127.0.0.1', upkeep: upkeepOptions }: ServeOptions): Promise<ServedSubgraph> {
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
    ],
  });
  await server.start();
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: fastifyApolloHandler(server, { context: async () => subgraph.createContext() as Record<string, unknown> }),
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
  return {
    url: `${url}/graphql`,
    stop: async () => {
      await server.stop();
      await app.close();
      await upkeep.stop();
      await subgraph.close();
    },
  };
}
