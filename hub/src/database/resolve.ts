import { PILLARS, type PillarName } from '@sizhu/contract';
import { StartupError } from '../startup-error.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.js';
import { checkServer } from './external.js';
import { isUnreachable, toStartupError } from './first-aid.js';
import type { DatabaseLog } from './log.js';
import { provisionPillars } from './provision.js';

export interface DatabaseSettings {
  /** Of the embedded server, when no URL is given. HUB_DATA_DIR */
  readonly dataDir: string;
  readonly log: DatabaseLog;
  /** An administrator's URL of an existing database. DATABASE_URL */
  readonly databaseUrl?: string | undefined;
  /** Ready-made databases of single pillars, each with a role and schema of its own. CENTERS_DATABASE_URL … */
  readonly pillarUrls?: Partial<Readonly<Record<PillarName, string | undefined>>>;
  /** Of the embedded server: false only for data that a test throws away. */
  readonly durable?: boolean;
}

export interface Databases {
  readonly urls: Readonly<Record<PillarName, string>>;
  readonly embedded?: EmbeddedPostgres;
  /** Pillars whose own database could not be reached, each with one line that says why. */
  readonly missing: Partial<Readonly<Record<PillarName, StartupError>>>;
  /** An error met while they were used, as one line for the person who starts the hub. */
  explain(error: unknown): Promise<StartupError>;
  /** Stops the embedded server, if there is one. */
  stop(): Promise<void>;
}

export const toPillarSetting = (pillar: PillarName): string => `${pillar.toUpperCase()}_DATABASE_URL`;

/** Finds every pillar its database: its own URL, else DATABASE_URL, else the embedded server. */
export async function resolveDatabases(settings: DatabaseSettings): Promise<Databases> {
  const { databaseUrl, pillarUrls = {} } = settings;
  const own = Object.fromEntries(PILLARS.flatMap((pillar) => (pillarUrls[pillar] ? [[pillar, pillarUrls[pillar]]] : [])));
  const others = PILLARS.filter((pillar) => !own[pillar]);
  if (others.length === PILLARS.length && !databaseUrl) return startOwnServer(settings);
  if (others.length > 0 && !databaseUrl) {
    throw new StartupError(
      `${others.map(toPillarSetting).join(', ')} ${others.length === 1 ? 'is' : 'are'} not set although other pillars have `
      + 'a database of their own: give all four, or DATABASE_URL for the rest.',
    );
  }
  const missing = await findMissing(own);
  const provisioned = databaseUrl && others.length > 0 ? await provisionExternal(databaseUrl, others) : {};
  return {
    urls: { ...provisioned, ...own } as Record<PillarName, string>,
    missing,
    explain: async (error) => toStartupError(error, { setting: 'DATABASE_URL', ...(databaseUrl && { url: databaseUrl }) }),
    stop: async () => {},
  };
}

/** One that cannot be reached may come; one that is wrong stays so. When all are away, there is nothing to start for. */
async function findMissing(own: Readonly<Record<string, string>>): Promise<Databases['missing']> {
  const missing: Partial<Record<PillarName, StartupError>> = {};
  await Promise.all(Object.entries(own).map(async ([name, url]) => {
    const pillar = name as PillarName;
    await checkServer(url, toPillarSetting(pillar)).catch((error: unknown) => {
      if (!(error instanceof StartupError) || !isUnreachable(error.cause)) throw error;
      missing[pillar] = error;
    });
  }));
  const all = PILLARS.flatMap((pillar) => missing[pillar] ?? []);
  if (all.length === PILLARS.length) throw all[0]!;
  return missing;
}

async function provisionExternal(url: string, pillars: readonly PillarName[]): Promise<Record<PillarName, string>> {
  const setting = 'DATABASE_URL';
  await checkServer(url, setting);
  const databaseName = decodeURIComponent(new URL(url).pathname.slice(1));
  if (!databaseName) throw new StartupError(`${setting} names no database: put one behind the host, as in …:5432/sizhu.`);
  try {
    return await provisionPillars({ adminUrl: url, databaseName, createDatabase: false, pillars, setting });
  } catch (error) {
    throw toStartupError(error, { setting, url });
  }
}

async function startOwnServer({ dataDir, log, durable = true }: DatabaseSettings): Promise<Databases> {
  const embedded = await startEmbeddedPostgres({ dataDir, log, durable });
  try {
    const urls = await provisionPillars({ adminUrl: embedded.adminUrl, createDatabase: true });
    return { urls, missing: {}, embedded, explain: embedded.explain, stop: embedded.stop };
  } catch (error) {
    const line = await embedded.explain(error);
    await embedded.stop();
    throw line;
  }
}
