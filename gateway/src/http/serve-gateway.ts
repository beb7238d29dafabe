import { createLog, type AuditLog, type Log } from '@sizhu/kit';
import fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import { withAudit } from '../audit/with-audit.js';
import { asksForSocket } from '../events/serve-sockets.js';
import { DEFAULT_LIVE_LIMITS, type LiveLimits } from '../events/live-limits.js';
import { createLiveGraph } from '../graphs/live-graph.js';
import type { GraphSource } from '../graphs/load-graph.js';
import { DEFAULT_LIMITS, type Limits } from '../limits/index.js';
import { createStaleStore, type StaleStoreOptions } from '../stale/stale-store.js';
import { guardOnce, type GuardOptions } from '../transport/guard-transport.js';
import type { Transports } from '../transport/transport.js';
import { drainConnections } from './drain-connections.js';
import { DEFAULT_PROTOCOL, type ProtocolOptions } from './protocol-options.js';
import { serveGraphql } from './serve-graphql.js';
import { serveHealth } from './health.js';
import { servePage } from './page.js';

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** The way to each subgraph; or how to find it by the address that the supergraph gives. */
  readonly transports: Transports | GraphSource['openTransports'];
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host?: string;
  /** Folder of the built landing page; without one, / answers 404. */
  readonly pageFolder?: string;
  /** What /hub.json tells of this hub. */
  readonly about?: () => Readonly<Record<string, unknown>>;
  /** Where mutations are written down; without one they are not. */
  readonly audit?: AuditLog | undefined;
  /** Public keys with which subgraphs see that calls are this gateway's, told at /.well-known/jwks.json. */
  readonly publicKeys?: object;
  /** Added to every answer as extensions.notice, such as that the data are samples. */
  readonly notice?: string | (() => string | undefined);
  /** Where failures go that clients may not see. */
  readonly log?: Log;
  /** A request that has taken so long is answered with what there is. */
  readonly deadlineMs?: number;
  readonly guard?: GuardOptions;
  readonly limits?: Partial<Limits>;
  readonly liveLimits?: Partial<LiveLimits>;
  /** Origins of other sites whose pages may open sockets, such as https://desk.example.org. */
  readonly allowedOrigins?: readonly string[];
  /** Whether clients may ask for the schema. */
  readonly introspection?: boolean;
  /** Answers fields tagged `stale-if-error` from before, when a subgraph gives no answer; without it, they are null. */
  readonly stale?: Pick<StaleStoreOptions, 'maxAgeMs' | 'maxBytes'> | undefined;
  /** How long a stop waits for connections on which nobody asks anything; they are told on their next answer that they end. */
  readonly drainMs?: number;
  readonly protocol?: Partial<ProtocolOptions>;
}

export interface ServedGateway {
  readonly url: string;
  /** Serves another supergraph from now on; rejects, and serves the old one, when it does not load. */
  replaceGraph(source: Pick<GatewayOptions, 'supergraphSdl' | 'transports'>): Promise<void>;
  /** How many graphs are in memory: the one that is asked, and those on which requests still run. */
  readonly graphsAlive: () => number;
  stop(): Promise<void>;
}

const DEADLINE_MS = 30_000;

/** Serves /graphql, /healthz, /readyz, /hub.json, /.well-known/jwks.json and the landing page. */
export async function serveGateway(options: GatewayOptions): Promise<ServedGateway> {
  const { guard, deadlineMs = DEADLINE_MS, notice, log = createLog('gateway'), introspection = true, drainMs = 0 } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const graph = createLiveGraph(toSource(options), { limits, introspection, guard: guardOnce(guard), stale: options.stale && createStaleStore(options.stale) });
  const app = fastify({ forceCloseConnections: 'idle', return503OnClosing: false, http: { shouldUpgradeCallback: asksForSocket }, bodyLimit: limits.bytes, genReqId: () => randomUUID() });
  const drain = drainConnections(app);
  const live = { limits: { ...DEFAULT_LIVE_LIMITS, ...options.liveLimits }, maxMessageBytes: limits.bytes, allowedOrigins: options.allowedOrigins ?? [] };
  const engine = options.audit ? withAudit(graph, options.audit, log) : graph;
  serveGraphql(app, {
    prepare: graph.prepare, engine, deadlineMs, notice: typeof notice === 'string' ? () => notice : notice, log, live,
    protocol: { ...DEFAULT_PROTOCOL, ...options.protocol },
  });
  serveHealth(app, graph.transports);
  app.get('/hub.json', async () => options.about?.() ?? {});
  const { publicKeys } = options;
  if (publicKeys) app.get('/.well-known/jwks.json', async (_request, reply) => reply.type('application/jwk-set+json').header('cache-control', 'max-age=60').send(JSON.stringify(publicKeys)));
  const stop = async () => {
    if (drainMs > 0) await drain(drainMs);
    await app.close();
    await graph.close();
  };
  try {
    if (options.pageFolder) await servePage(app, options.pageFolder);
    const url = await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
    return { url, replaceGraph: (source) => graph.replace(toSource(source)), graphsAlive: graph.alive, stop };
  } catch (error) {
    await graph.close();
    throw error;
  }
}

function toSource({ supergraphSdl, transports }: Pick<GatewayOptions, 'supergraphSdl' | 'transports'>): GraphSource {
  if (typeof transports === 'function') return { supergraphSdl, openTransports: transports };
  // Whoever gives transports keeps them, and closes them.
  return { supergraphSdl, openTransports: () => ({ transports, close: async () => {} }) };
}
