import { createSubgraph as createCenters } from '@sizhu/centers';
import { PILLARS, type PillarName } from '@sizhu/contract';
import { inProcessTransport, serveGateway, type ServedGateway } from '@sizhu/gateway';
import { createSubgraph as createGrid } from '@sizhu/grid';
import { createSubgraph as createInformatization } from '@sizhu/informatization';
import { startUpkeep, type StatementListener, type Subgraph, type UpkeepOptions, type UpkeepTask } from '@sizhu/kit';
import { createSubgraph as createVideo, type VideoSettings } from '@sizhu/video';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCity, SAMPLE_NOTICE, toAbout, type City } from './city.js';
import { toPillarUrl } from './database/pillar-url.js';
import { migratePillar } from './migrate-pillar.js';
import { describeSample, loadSampleCity, recordSampleFigures, renewObservations, type AskGraph, type SampleOptions, type Urls } from './sample/index.js';

const ROOT = new URL('../../', import.meta.url);

const CREATE: Readonly<Record<PillarName, (settings: VideoSettings) => Subgraph>> = {
  centers: createCenters, informatization: createInformatization, grid: createGrid, video: createVideo,
};

export interface HubOptions {
  readonly urls: Urls;
  readonly port: number;
  readonly host?: string;
  /** Absent: no database is filled with made-up data, however empty it is. */
  readonly sample?: Omit<SampleOptions, 'urls'>;
  readonly staleAfterHours?: number;
  readonly upkeep?: UpkeepOptions;
  readonly onStep?: (step: string, durationMs: number) => void;
  /** Hears the one line that says whether the data are a sample, and why. */
  readonly onSample?: (line: string) => void;
  readonly onStatement?: StatementListener;
  /** Aborted when a start under way is to be given up. */
  readonly signal?: AbortSignal;
}

export interface Hub {
  readonly url: string;
  readonly city: City;
  stop(): Promise<void>;
}

/** Everything in one process: migrations, the sample city, four subgraphs with their upkeep, and the gateway. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { sample, onStep, onSample, onStatement, staleAfterHours } = options;
  const urls = Object.fromEntries(
    PILLARS.map((pillar) => [pillar, toPillarUrl(pillar, options.urls[pillar])])) as Record<PillarName, string>;
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    onStep?.(name, performance.now() - started);
    return result;
  };
  await step('schema', () => Promise.all(PILLARS.map((pillar) => migratePillar(pillar, urls[pillar]))));
  const report = sample && await step('sample city', () => loadSampleCity({ urls, ...sample }));
  const city = await readCity(urls.centers);
  onSample?.(describeSample(report?.plan ?? null, city.sample));

  const subgraphs = PILLARS.map((pillar) => CREATE[pillar]({
    databaseUrl: urls[pillar], ...(onStatement && { onStatement }), ...(staleAfterHours !== undefined && { staleAfterHours }),
  }));
  const tasks = subgraphs.map((subgraph) => (city.sample && subgraph.name === 'video' ? withRenewal(subgraph, urls) : subgraph));
  const upkeep = startUpkeep(tasks, options.upkeep);
  const stopPillars = async () => {
    await upkeep.stop();
    await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
  };
  await step('upkeep', () => upkeep.firstRound);
  const gateway = await step('gateway', () => serve(options, subgraphs, city)).catch(async (error: unknown) => {
    await stopPillars();
    throw error;
  });
  if (city.sample) {
    await step('assessment', () => recordSampleFigures(urls.centers, createAsker(gateway.url, options.signal))).catch(async (error: unknown) => {
      await gateway.stop();
      await stopPillars();
      throw error;
    });
  }
  return {
    url: gateway.url,
    city,
    stop: async () => {
      await gateway.stop();
      await stopPillars();
    },
  };
}

const createAsker = (url: string, signal: AbortSignal | undefined): AskGraph => async (query, variables = {}) => {
  // What is under way is waited for: its pillars would be closed beneath it.
  signal?.throwIfAborted();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables })
  });
  const { data, errors } = await response.json() as { data?: unknown; errors?: readonly { message: string }[] };
  if (errors) throw new Error(`The graph did not answer what it was asked for the sample: ${errors.map(({ message }) => message).join('; ')}`);
  return data;
};

const serve = ({ port, host }: HubOptions, subgraphs: readonly Subgraph[], city: City): Promise<ServedGateway> => serveGateway({
  supergraphSdl: readFileSync(new URL('supergraph.graphql', ROOT), 'utf8'),
  transports: Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, inProcessTransport(subgraph)])),
  port,
  ...(host && { host }),
  ...pageOf(new URL('console/dist/', ROOT)),
  about: toAbout(city),
  ...(city.sample && { notice: SAMPLE_NOTICE }),
});

const pageOf = (folder: URL) => (existsSync(folder) ? { pageFolder: fileURLToPath(folder) } : {});

/** What the sample's channels would have reported comes first, so that the sweep finds none of them silent. */
const withRenewal = (video: Subgraph, urls: Urls): UpkeepTask => ({
  name: video.name,
  upkeep: async (now) => {
    await renewObservations({ urls, now });
    await video.upkeep?.(now);
  },
});
