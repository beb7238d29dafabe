import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PILLARS } from '@sizhu/contract';
import { pickProtocol, toProtocolOptions } from '@sizhu/gateway';
import { aborted, createLog, runService, startWorkers, type Service, type Workers } from '@sizhu/kit';
import { checkAddress, explainListening } from './address.js';
import { resolveDatabases, type Databases } from './database/index.js';
import { toGreeting } from './greeting.js';
import { createLoadDisplay } from './load-display.js';
import { readSettings } from './settings.js';
import { startHub, type Hub } from './start-hub.js';
import type { WorkerSetup } from './worker-setup.js';

const GIVE_UP_MS = 3_000;

type Settings = ReturnType<typeof readSettings>;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const log = { info() {}, warn: (_fields: object, message: string) => say(message), error: (_fields: object, message: string) => say(message) };

async function openDatabases(settings: Settings): Promise<Databases> {
  const started = performance.now();
  const databases = await resolveDatabases({
    dataDir: settings.HUB_DATA_DIR,
    log,
    databaseUrl: settings.DATABASE_URL,
    pillarUrls: {
      centers: settings.CENTERS_DATABASE_URL,
      informatization: settings.INFORMATIZATION_DATABASE_URL,
      grid: settings.GRID_DATABASE_URL,
      video: settings.VIDEO_DATABASE_URL,
    },
  });
  say(`  database      ${seconds(performance.now() - started)}`);
  for (const [pillar, { message }] of Object.entries(databases.missing)) say(`${message} The hub starts without ${pillar}, and looks for it again.`);
  return databases;
}

interface Start {
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
}

const openHub = (settings: Settings, databases: Databases, { signal, onStep }: Start): Promise<Hub> => startHub({
  signal,
  urls: databases.urls,
  ...toServing(settings, databases),
  evidence: toEvidence(settings),
  ...(settings.HUB_WORKERS > 1 && { role: 'keeper' }),
  ...(settings.HUB_SAMPLE_CITY && {
    sample: {
      anchorDate: toShanghaiDay(new Date()),
      onProgress: createLoadDisplay(process.stdout),
    },
  }),
  upkeep: { onFailure: (name, error) => say(`The upkeep of ${name} failed and is tried again: ${error instanceof Error ? error.message : String(error)}`) },
  onSample: (line) => say(`  ${line}`),
  onLatePillar: (pillar, error) => say(error ? `${pillar} is still missing: ${error.message}` : `${pillar} is there.`),
  onStep: (step, durationMs) => {
    say(`  ${step.padEnd(13)} ${seconds(durationMs)}`);
    onStep(step);
  },
});

/** What every process of the hub is told. */
const toServing = (settings: Settings, { missing }: Databases) => ({
  port: settings.HUB_PORT,
  host: settings.HUB_HOST,
  allowedOrigins: settings.HUB_ALLOWED_ORIGINS,
  drainMs: settings.HUB_DRAIN_MS,
  protocol: pickProtocol(settings),
  staleSeconds: settings.HUB_STALE_SECONDS,
  staleAfterHours: settings.VIDEO_STALE_AFTER_HOURS,
  missing: PILLARS.filter((pillar) => missing[pillar]),
});

/** Hubs on one machine differ in their ports. */
const toEvidence = ({ HUB_DATA_DIR, HUB_PORT }: Settings) => ({ folder: join(HUB_DATA_DIR, 'audit', `hub-${HUB_PORT}`), keyFolder: join(HUB_DATA_DIR, 'keys') });

/** Processes that answer, beside this one, which keeps the databases. */
const openWorkers = (settings: Settings, databases: Databases, signal: AbortSignal): Promise<Workers> => startWorkers({
  count: settings.HUB_WORKERS,
  program: fileURLToPath(new URL('./worker.js', import.meta.url)),
  setup: { urls: databases.urls, ...toServing(settings, databases), evidence: toEvidence(settings) } satisfies WorkerSetup,
  log: createLog('hub'),
  signal,
});

/** The hub's days are those of Asia/Shanghai, wherever it runs. */
const toShanghaiDay = (moment: Date): string => moment.toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });

const toService = (hub: Hub, workers: Workers | null, databases: Databases): Service => ({
  stop: async () => {
    try {
      await workers?.stop();
      await hub.stop();
    } finally {
      await databases.stop();
    }
  },
});

const seconds = (durationMs: number): string => `${(durationMs / 1_000).toFixed(2)} s`;

await runService(async (signal) => {
  const settings = readSettings(process.env);
  // A manifest that cannot be read is told before anything is begun.
  toProtocolOptions(settings);
  const address = { host: settings.HUB_HOST, port: settings.HUB_PORT };
  await checkAddress(address);
  const databases = await openDatabases(settings);
  try {
    // Stopping the database is what ends a load under way; without one of ours, its connections end with us.
    signal.throwIfAborted();
    let isServing = false;
    const opening = openHub(settings, databases, { signal, onStep: (step) => { isServing ||= step === 'gateway'; } });
    let hub: Hub | null = null;
    const givenUp = aborted(signal).then(async (): Promise<never> => {
      // A load is ended by stopping its database; a gateway that is open ends first.
      if (!hub && isServing) await Promise.race([opening.then((late) => late.stop(), () => {}), sleep(GIVE_UP_MS)]);
      throw signal.reason;
    });
    hub = await Promise.race([opening, givenUp]);
    const keeper = hub;
    const workers = settings.HUB_WORKERS > 1 ? await openWorkers(settings, databases, signal).catch(async (error: unknown) => {
      await keeper.stop();
      throw error;
    }) : null;
    say(toGreeting(workers ? String(workers.said) : hub.url, hub.city.sample !== null));
    return toService(hub, workers, databases);
  } catch (error) {
    const line = await databases.explain(explainListening(error as Error, address));
    await databases.stop();
    throw line;
  }
});
