import { createSubgraph as createCenters } from '@sizhu/centers';
import { PILLARS, type PillarName } from '@sizhu/contract';
import { inProcessTransport, serveGateway } from '@sizhu/gateway';
import { createSubgraph as createGrid } from '@sizhu/grid';
import { createSubgraph as createInformatization } from '@sizhu/informatization';
import { applyMigrations, type StatementListener, type Subgraph, type SubgraphSettings } from '@sizhu/kit';
import { createSubgraph as createVideo } from '@sizhu/video';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Databases } from './database/index.js';
import { loadSampleCity, type SampleOptions } from './sample/index.js';

const ROOT = new URL('../../', import.meta.url);
const FOLD_INTERVAL_MS = 60_000;

const CREATE: Readonly<Record<PillarName, (settings: SubgraphSettings) => Subgraph>> = {
  centers: createCenters, informatization: createInformatization, grid: createGrid, video: createVideo,
};

export interface HubOptions {
  readonly databases: Databases;
  readonly port: number;
  readonly host?: string;
  readonly sample: Omit<SampleOptions, 'urls'>;
  readonly onStep?: (step: string, durationMs: number) => void;
  readonly onStatement?: StatementListener;
}

export interface Hub {
  readonly url: string;
  stop(): Promise<void>;
}

/** Everything in one process: migrations, the sample city, four subgraphs and the gateway. */
export async function startHub({ databases: { urls }, port, host, sample, onStep, onStatement }: HubOptions): Promise<Hub> {
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    onStep?.(name, performance.now() - started);
    return result;
  };
  await step('schema', () => Promise.all(PILLARS.map((pillar) => migrate(pillar, urls[pillar]))));
  await step('sample city', () => loadSampleCity({ urls, ...sample }));
  const subgraphs = PILLARS.map((pillar) => CREATE[pillar]({ databaseUrl: urls[pillar], ...(onStatement && { onStatement }) }));
  const gateway = await step('gateway', () => serveGateway({
    supergraphSdl: readFileSync(new URL('supergraph.graphql', ROOT), 'utf8'),
    transports: Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, inProcessTransport(subgraph)])),
    port,
    ...(host && { host }),
    ...pageOf(new URL('console/dist/', ROOT)),
    about: { name: '大连市', sample: true, anchorDate: sample.anchorDate, version: '0.1.0' },
    notice: '示例数据 · sample data: only the figures of the report of 8 January 2018 are facts',
  }));
  const folding = setInterval(() => void foldRollups(urls), FOLD_INTERVAL_MS);
  return {
    url: gateway.url,
    stop: async () => {
      clearInterval(folding);
      await gateway.stop();
      await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
    },
  };
}

const pageOf = (folder: URL) => (existsSync(folder) ? { pageFolder: fileURLToPath(folder) } : {});

async function withClient<T>(pillar: PillarName, url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${pillar}` });
  // A connection that breaks rejects the query under way; the event only repeats it.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const migrate = (pillar: PillarName, url: string) => withClient(pillar, url, (client) =>
  applyMigrations({ client, pillar, folder: fileURLToPath(new URL(`prisma/${pillar}/migrations`, ROOT)) }));

/** Keeps the rollups short. A round that fails is made up for by the next: the figures are right either way. */
const foldRollups = (urls: Readonly<Record<PillarName, string>>) => Promise.allSettled(PILLARS.map((pillar) =>
  withClient(pillar, urls[pillar], (client) => client.query('SELECT fold_rollups()'))));
