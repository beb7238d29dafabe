import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PILLARS, type PillarName } from '@sizhu/contract';
import type pg from 'pg';
import { applyMigrations } from '../../packages/kit/src/database/migrate.js';
import { withClient } from '../src/database/client.js';
import { provisionPillars, startEmbeddedPostgres } from '../src/database/index.js';
import type { Urls } from '../src/sample/index.js';
import { silentLog } from './database-harness.js';

export interface CityServer {
  /** Four empty pillars in a database of their own. */
  provide(): Promise<Urls>;
  /** The same with their tables. */
  provideMigrated(): Promise<Urls>;
  stop(): Promise<void>;
}

/** One PostgreSQL for a test file, with as many cities as its tests ask for. */
export async function startCityServer(): Promise<CityServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sizhu-city-'));
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog, durable: false });
  let cities = 0;
  const provide = () => {
    cities += 1;
    return provisionPillars({ adminUrl: server.adminUrl, databaseName: `city${cities}`, createDatabase: true });
  };
  return {
    provide,
    provideMigrated: async () => {
      const urls = await provide();
      await Promise.all(PILLARS.map((pillar) => migratePillar(urls, pillar)));
      return urls;
    },
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const migrationsOf = (pillar: PillarName): string => join(__dirname, '../../prisma', pillar, 'migrations');

export const migratePillar = (urls: Urls, pillar: PillarName, folder = migrationsOf(pillar)) =>
  withClient(urls[pillar], (client) => applyMigrations({ client, pillar, folder }));

export const rowsOf = <Row extends pg.QueryResultRow>(url: string, sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
  withClient(url, async (client) => (await client.query<Row>(sql, [...values])).rows);

export const countOf = async (url: string, table: string, condition = 'true'): Promise<number> =>
  Number((await rowsOf<{ count: string }>(url, `SELECT count(*) FROM ${table} WHERE ${condition}`))[0]?.count);
