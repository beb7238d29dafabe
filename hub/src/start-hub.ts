import { createSubgraph as createCenters } from '@sizhu/centers';
import { PILLARS, type PillarName } from '@sizhu/contract';
import { inProcessTransport, serveGateway, toProtocolOptions, type ProtocolSettings, type ServedGateway, type Transports } from '@sizhu/gateway';
import { createSubgraph as createGrid } from '@sizhu/grid';
import { createSubgraph as createInformatization } from '@sizhu/informatization';
import { followRoster, openAuditLog, openSigningKey, rosterOfSubgraph, startUpkeep, type AuditLog, type StatementListener, type Subgraph, type UpkeepOptions } from '@sizhu/kit';
import { createSubgraph as createVideo, type VideoSettings } from '@sizhu/video';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NO_CITY, readCity, SAMPLE_NOTICE, toAbout, type City } from './city.js';
import { toPillarUrl } from './database/pillar-url.js';
import { awaitLatePillars } from './late-pillars.js';
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
  /** Origins of other sites whose pages may open sockets. */
  readonly allowedOrigins?: readonly string[];
  /** Absent: no database is filled with made-up data, however empty it is. */
  readonly sample?: Omit<SampleOptions, 'urls'>;
  readonly staleAfterHours?: number;
  readonly upkeep?: UpkeepOptions;
  /** How clients may speak to the gateway. */
  readonly protocol?: ProtocolSettings;
  readonly onStep?: (step: string, durationMs: number) => void;
  /** Hears the one line that says whether the data are a sample, and why. */
  readonly onSample?: (line: string) => void;
  /** Where mutations are written down, in a folder of this process alone, and where the key of its heads is. */
  readonly evidence?: { readonly folder: string; readonly keyFolder: string };
  readonly onStatement?: StatementListener;
  /** Aborted when a start under way is to be given up. */
  readonly signal?: AbortSignal;
  /**
   * Of several processes on the same databases: the keeper makes the schema and the sample and does the upkeep, and
   * answers nobody once it has started; servers do nothing but answer. By itself, a hub does both.
   */
  readonly role?: 'keeper' | 'server';
  /** Pillars whose database could not be reached: the others start without them, and they are tried again. */
  readonly missing?: readonly PillarName[];
  readonly retryMs?: number;
  /** Hears that such a pillar is there, or a new reason why it is not. */
  readonly onLatePillar?: (pillar: PillarName, error: Error | null) => void;
  /** How old a summary may be that is answered when its pillar does not answer; 0, and by default: none is. */
  readonly staleSeconds?: number;
  /** How long a stop waits for connections on which nobody asks anything. */
  readonly drainMs?: number;
}

const RETRY_MS = 1_000;
const STALE_BYTES = 16_000_000;

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
  const { missing = [], role } = options;
  const present = PILLARS.filter((pillar) => !missing.includes(pillar));
  if (role !== 'server') await step('schema', () => Promise.all(present.map((pillar) => migratePillar(pillar, urls[pillar]))));
  // A sample spans all pillars.
  const report = sample && role !== 'server' && missing.length === 0 ? await step('sample city', () => loadSampleCity({ urls, ...sample })) : undefined;
  let city = missing.includes('centers') ? NO_CITY : await readCity(urls.centers);
  if (!missing.includes('centers')) onSample?.(describeSample(report?.plan ?? null, city.sample));

  const subgraphs = PILLARS.map((pillar) => CREATE[pillar]({
    databaseUrl: urls[pillar], ...(onStatement && { onStatement }), ...(staleAfterHours !== undefined && { staleAfterHours }),
  }));
  const late = awaitLatePillars({
    missing,
    open: async (pillar) => void await migratePillar(pillar, urls[pillar]),
    onOpen: async (pillar) => {
      if (pillar === 'centers') city = await readCity(urls.centers);
      options.onLatePillar?.(pillar, null);
    },
    onReason: options.onLatePillar,
    retryMs: options.retryMs ?? RETRY_MS,
  });
  const tasks = role === 'server' ? [] : subgraphs.map((subgraph) => late.defer(city.sample && subgraph.name === 'video' ? withRenewal(subgraph, urls) : subgraph));
  const upkeep = startUpkeep(tasks, options.upkeep);
  const [centers] = subgraphs;
  const follower = role === 'server' ? undefined : followRoster({
    source: rosterOfSubgraph(centers as Subgraph), pillars: subgraphs.map((subgraph) => late.deferRoster(subgraph)), ...options.upkeep,
  });
  const stopPillars = async () => {
    await Promise.all([late.stop(), upkeep.stop(), follower?.stop()]);
    await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
  };
  await step('upkeep', () => Promise.all([upkeep.firstRound, follower?.firstRound]));
  const transports = Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, late.guard(subgraph.name, inProcessTransport(subgraph))]));
  const audit = options.evidence && await openAuditLog({ folder: options.evidence.folder, key: await openSigningKey(options.evidence.keyFolder, 'audit') });
  const stopGateway = async () => {
    await gateway.stop();
    await audit?.close();
  };
  const gateway = await step('gateway', () => serve(options, { transports, audit, getCity: () => city })).catch(async (error: unknown) => {
    await audit?.close();
    await stopPillars();
    throw error;
  });
  if (city.sample && role !== 'server') {
    await step('assessment', () => recordSampleFigures(urls.centers, createAsker(gateway.url, options.signal))).catch(async (error: unknown) => {
      await stopGateway();
      await stopPillars();
      throw error;
    });
  }
  if (role === 'keeper') await stopGateway();
  return {
    url: gateway.url,
    city,
    stop: async () => {
      if (role !== 'keeper') await stopGateway();
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

interface Served {
  readonly transports: Transports;
  readonly audit: AuditLog | undefined;
  readonly getCity: () => City;
}

const serve = ({ port, host, role, protocol, drainMs = 0, staleSeconds = 0, allowedOrigins = [] }: HubOptions, { transports, audit, getCity }: Served): Promise<ServedGateway> => serveGateway({
  supergraphSdl: readFileSync(new URL('supergraph.graphql', ROOT), 'utf8'),
  transports,
  audit,
  allowedOrigins,
  // A keeper asks itself, and nobody else does.
  ...(role === 'keeper' ? { port: 0 } : { port, ...(host && { host }), drainMs }),
  ...(protocol && { protocol: toProtocolOptions(protocol) }),
  ...(staleSeconds > 0 && { stale: { maxAgeMs: staleSeconds * 1_000, maxBytes: STALE_BYTES } }),
  ...pageOf(new URL('console/dist/', ROOT)),
  about: () => toAbout(getCity()),
  notice: () => (getCity().sample ? SAMPLE_NOTICE : undefined),
});

const pageOf = (folder: URL) => (existsSync(folder) ? { pageFolder: fileURLToPath(folder) } : {});

/** What the sample's channels would have reported comes first, so that the sweep finds none of them silent. */
const withRenewal = (video: Subgraph, urls: Urls) => ({
  name: video.name,
  upkeep: async (now: Date) => {
    await renewObservations({ urls, now });
    await video.upkeep?.(now);
  },
});
