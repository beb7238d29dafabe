import { resolveDatabases } from '../src/database/index.js';
import { startHub } from '../src/start-hub.js';
import { silentLog } from './database-harness.js';

/** A hundredth of the full city's events and disputes. */
export const SMALL_CITY = { anchorDate: '2026-11-24', events: 2_000, disputes: 200 } as const;

/** What the hub loads by itself into an empty folder. */
export const FULL_CITY = { events: 200_000 } as const;

/** Leaves a small city in a data folder, where a hub that starts finds rows and loads none. */
export async function loadSmallCity(dataDir: string): Promise<void> {
  const databases = await resolveDatabases({ dataDir, log: silentLog, durable: false });
  try {
    await (await startHub({ urls: databases.urls, port: 0, sample: SMALL_CITY })).stop();
  } finally {
    await databases.stop();
  }
}
