import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '../startup-error.js';
import { findStartTime } from './processes.js';
import { waitUntil } from './wait-until.js';

interface Holder {
  readonly pid: number;
  /** Tells the holder from a later process that was given the same number. */
  readonly startTime: string | null;
  /** Of the machine or container: another one's process numbers mean nothing here. */
  readonly host: string;
}

/** A holder on another host is alive as long as it touches its lock. */
const heartbeatMs = 5_000;
const silenceMs = 20_000;
const abandonedTakeoverMs = 10_000;

/** Makes this process the only hub on a data folder. A dead holder's lock is taken over. */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, 'hub.lock');
  const holder: Holder = { pid: process.pid, startTime: await findStartTime(process.pid), host: hostname() };
  const own = JSON.stringify(holder);
  if (!(await createWhole(path, own))) await takeOver(path, own, dataDir);
  const heartbeat = setInterval(() => {
    void utimes(path, new Date(), new Date()).catch(() => {});
  }, heartbeatMs).unref();
  return async () => {
    clearInterval(heartbeat);
    if ((await read(path)) === own) await rm(path, { force: true });
  };
}

/**
 * Replaces the lock of a dead hub. Two hubs may find the same dead one, so that looking and
 * replacing happen under a second lock; without it the later one would replace the earlier's.
 */
async function takeOver(path: string, own: string, dataDir: string): Promise<void> {
  const guard = `${path}.takeover`;
  const entered = await waitUntil(async () => {
    if (await createWhole(guard, own)) return true;
    const since = await stat(guard).catch(() => null);
    if (since && Date.now() - since.mtimeMs > abandonedTakeoverMs) await rm(guard, { force: true });
    return false;
  }, 2 * abandonedTakeoverMs);
  if (!entered) throw new StartupError(`Another hub keeps taking over ${dataDir}; remove ${guard} and start again.`);
  try {
    const holder = parse(await read(path));
    if (holder && (await isAlive(holder, path))) {
      throw new StartupError(
        `The data folder ${dataDir} is in use by another hub (process ${holder.pid} on ${holder.host}): `
        + 'stop that hub, or set HUB_DATA_DIR to another folder.',
      );
    }
    const draft = await writeDraft(path, own);
    await rename(draft, path);
  } finally {
    await rm(guard, { force: true });
  }
}

const isAlive = async ({ pid, startTime, host }: Holder, path: string): Promise<boolean> => {
  if (host !== hostname()) {
    const touched = await stat(path).catch(() => null);
    return touched !== null && Date.now() - touched.mtimeMs < silenceMs;
  }
  const running = await findStartTime(pid);
  return running !== null && running === startTime;
};

/** Creates a file with its content in one step, so that no one reads a half-written lock. */
async function createWhole(path: string, content: string): Promise<boolean> {
  const draft = await writeDraft(path, content);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(path: string, content: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, content, { flag: 'wx', mode: 0o644 });
    return draft;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

function parse(text: string): Holder | null {
  try {
    const { pid, startTime = null, host = '' } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === 'number' ? { pid, startTime, host } : null;
  } catch {
    return null;
  }
}
