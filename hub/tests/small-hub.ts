import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveDatabases } from '../src/database/index.js';
import { startHub, type Hub } from '../src/start-hub.js';

const log = { info() {}, warn() {}, error() {} };

/**
 * A hub on a database of its own, gone when it stops. All areas, centers and feeds of the sample city
 * are there; of events and disputes only a hundredth, which loads in seconds.
 */
export async function startSmallHub(): Promise<Hub> {
  const folder = await mkdtemp(join(tmpdir(), 'sizhu-hub-'));
  const databases = await resolveDatabases({ dataDir: folder, log, durable: false });
  const stopDatabases = async () => {
    await databases.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const hub = await startHub({ databases, port: 0, sample: { anchorDate: '2026-11-24', events: 2_000, disputes: 200 } });
    return { url: hub.url, stop: () => hub.stop().finally(stopDatabases) };
  } catch (error) {
    await stopDatabases();
    throw error;
  }
}
