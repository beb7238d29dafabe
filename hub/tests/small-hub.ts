import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveDatabases } from '../src/database/index.js';
import { startHub, type Hub } from '../src/start-hub.js';
import { silentLog } from './database-harness.js';
import { SMALL_CITY } from './small-city.js';

/**
 * A hub on a database of its own, gone when it stops. All areas, centers and feeds of the sample city
 * are there; of events and disputes only a hundredth, which loads in seconds.
 */
export async function startSmallHub(): Promise<Hub> {
  const folder = await mkdtemp(join(tmpdir(), 'sizhu-hub-'));
  const databases = await resolveDatabases({ dataDir: folder, log: silentLog, durable: false });
  const stopDatabases = async () => {
    await databases.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const hub = await startHub({ urls: databases.urls, port: 0, sample: SMALL_CITY });
    return { ...hub, stop: () => hub.stop().finally(stopDatabases) };
  } catch (error) {
    await stopDatabases();
    throw error;
  }
}
