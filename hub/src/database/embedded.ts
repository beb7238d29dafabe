import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { StartupError } from '../startup-error.js';
import { locateBinaries } from './binaries.js';
import { withClient } from './client.js';
import { adminName, createData, ensurePassword, hasData, type Cluster } from './cluster.js';
import { explainServerOutput, isConnectionLost, toStartupError } from './first-aid.js';
import { lockDataFolder } from './lock.js';
import type { DatabaseLog } from './log.js';
import { readPostmaster, startPostmaster, stopPostmaster, type Postmaster } from './postmaster.js';
import { isServerOf } from './processes.js';
import { keepTrimmed, readSince, sizeOf } from './server-log.js';
import { chooseServerUser, reachableBinaries } from './server-user.js';
import { waitUntil } from './wait-until.js';

/** A server that recovers from a crash on a full disk may never come to hear that it is to stop in order. */
const brokenTimeoutMs = 3_000;

export interface EmbeddedPostgresOptions {
  /** Holds the data (`postgres/`), the server's log and port, the password, and the hub's lock. */
  readonly dataDir: string;
  readonly log: DatabaseLog;
  /** False only for data that a test throws away: a power cut may then lose all of it. */
  readonly durable?: boolean;
  /** Counts crash recovery too. */
  readonly startTimeoutMs?: number;
}

export interface EmbeddedPostgres {
  /** Leads to the database `postgres` as its administrator. Holds the password: never log it. */
  readonly adminUrl: string;
  /** A killed hub had left the server running. */
  readonly adopted: boolean;
  /** There was no data before. */
  readonly firstRun: boolean;
  /** An error met on a connection as one line. A server that broke down says why in its log alone. */
  explain(error: unknown): Promise<StartupError>;
  /** Stops the server and gives the data folder free. Later calls wait for the first. */
  stop(): Promise<void>;
}

/**
 * Runs PostgreSQL on a data folder of which this process is the only hub.
 *
 * @throws StartupError with one line for the person who starts the hub
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, durable = true, startTimeoutMs = 60_000 } = options;
  try {
    const { version, major, root } = locateBinaries();
    await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
    const dataDir = await realpath(options.dataDir);
    const folder = join(dataDir, 'postgres');
    const unlock = await lockDataFolder(dataDir);
    try {
      const exists = await hasData(folder, major);
      const passwordPath = join(dataDir, 'admin-password');
      const user = await chooseServerUser(folder);
      const cluster: Cluster = {
        folder, user, durable,
        logPath: join(dataDir, 'postgres.log'),
        portPath: join(dataDir, 'postgres.port'),
        password: await ensurePassword(passwordPath, !exists),
        binaries: await reachableBinaries({ version, major, root }, user),
      };
      if (!exists) await createData(cluster, passwordPath);
      const found = await adopt(cluster, startTimeoutMs, log);
      const server = found ?? (await startPostmaster(cluster, startTimeoutMs, log));
      log.info({ port: server.port, adopted: found !== null }, 'The database is ready');
      return await own(cluster, server, { adopted: found !== null, firstRun: !exists, unlock, log });
    } catch (error) {
      await unlock();
      throw error;
    }
  } catch (error) {
    throw toStartupError(error, { folder: options.dataDir });
  }
}

async function own(
  cluster: Cluster,
  { pid, port }: Postmaster,
  { adopted, firstRun, unlock, log }: { adopted: boolean; firstRun: boolean; unlock: () => Promise<void>; log: DatabaseLog },
): Promise<EmbeddedPostgres> {
  const { folder, logPath } = cluster;
  const logOffset = await sizeOf(logPath);
  const endTrimming = keepTrimmed(logPath);
  let isBroken = false;
  const end = async () => {
    endTrimming();
    await stopPostmaster(folder, pid, { log, ...(isBroken && { fastTimeoutMs: brokenTimeoutMs }) });
    await unlock();
  };
  let ending: Promise<void> | undefined;
  return {
    adminUrl: toAdminUrl(cluster, port),
    adopted,
    firstRun,
    explain: async (error) => {
      isBroken ||= isConnectionLost(error);
      const said = isBroken ? explainServerOutput(await readSince(logPath, logOffset), folder) : null;
      return said ?? toStartupError(error, { folder });
    },
    stop: () => (ending ??= end()),
  };
}

/** Takes over the server that a killed hub left behind. One that cannot be used is stopped. */
async function adopt(cluster: Cluster, timeoutMs: number, log: DatabaseLog): Promise<Postmaster | null> {
  const { folder } = cluster;
  const said = await readPostmaster(folder);
  if (!said || !(await isServerOf(folder, said.pid))) return null;
  const { pid } = said;
  let current = said;
  await waitUntil(async () => {
    current = (await readPostmaster(folder)) ?? current;
    return current.ready || !(await isServerOf(folder, pid));
  }, timeoutMs);
  if (current.ready && current.pid === pid && (await isUsable(cluster, current.port))) return { pid, port: current.port };
  log.warn({ pid }, 'The database of an earlier hub is of no use; it is started afresh');
  await stopPostmaster(folder, pid, { log });
  return null;
}

/** Whether the server lets us in and writes as safely as we want it to. */
async function isUsable(cluster: Cluster, port: number): Promise<boolean> {
  try {
    return await withClient(toAdminUrl(cluster, port), async (client) => {
      const { rows } = await client.query<{ fsync: string }>('SHOW fsync');
      return rows[0]?.fsync === (cluster.durable ? 'on' : 'off');
    }, 5_000);
  } catch {
    return false;
  }
}

const toAdminUrl = ({ password }: Cluster, port: number): string =>
  `postgresql://${adminName}:${password}@127.0.0.1:${port}/postgres`;
