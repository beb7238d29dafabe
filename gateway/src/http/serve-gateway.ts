import { createLog, type Log } from '@sizhu/kit';
import fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import { createEngine } from '../execution/create-executor.js';
import { DEFAULT_LIMITS, type Limits } from '../limits/index.js';
import { loadPlanner } from '../planning/load-planner.js';
import { guardTransports, type GuardOptions } from '../transport/guard-transport.js';
import type { Transports } from '../transport/transport.js';
import { serveGraphql } from './serve-graphql.js';
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
  /** Public keys with which subgraphs see that calls are this gateway's, told at /.well-known/jwks.json. */
  readonly publicKeys?: object;
  /** Added to every answer as extensions.notice, such as that the data are samples. */
  readonly notice?: string;
  /** Where failures go that clients may not see. */
  readonly log?: Log;
  /** A request that has taken so long is answered with what there is. */
  readonly deadlineMs?: number;
  readonly guard?: GuardOptions;
  readonly limits?: Partial<Limits>;
}

export interface ServedGateway {
  readonly url: string;
  stop(): Promise<void>;
}

const DEADLINE_MS = 30_000;

/** Serves /graphql, /healthz, /readyz, /hub.json, /.well-known/jwks.json and the landing page. */
export async function serveGateway(options: GatewayOptions): Promise<ServedGateway> {
  const { supergraphSdl, transports, guard, deadlineMs = DEADLINE_MS, notice, log = createLog('gateway') } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const planner = loadPlanner(supergraphSdl);
  const engine = createEngine(planner, guardTransports(transports, guard));
  const app = fastify({ forceCloseConnections: 'idle', bodyLimit: limits.bytes, genReqId: () => randomUUID() });
  serveGraphql(app, { apiSchema: planner.apiSchema, engine, limits, deadlineMs, notice, log });
  serveHealth(app, transports);
  app.get('/hub.json', async () => options.about ?? {});
  const { publicKeys } = options;
  if (publicKeys) app.get('/.well-known/jwks.json', async (_request, reply) => reply.type('application/jwk-set+json').header('cache-control', 'max-age=60').send(JSON.stringify(publicKeys)));
  if (options.pageFolder) await servePage(app, options.pageFolder);
  const url = await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
  return { url, stop: () => app.close() };
}
