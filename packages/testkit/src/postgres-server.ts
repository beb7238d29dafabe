import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@sizhu/hub';

export interface PostgresServer {
  /** Of the superuser, on this machine only. */
  urlOf(database: string): string;
  stop(): Promise<void>;
}

/** Starts an empty PostgreSQL for one test file: the hub's own, on a folder that is thrown away. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sizhu-postgres-'));
  const log = { info() {}, warn() {}, error() {} };
  const server = await startEmbeddedPostgres({ dataDir, log, durable: false });
  return {
    urlOf: (database) => Object.assign(new URL(server.adminUrl), { pathname: `/${database}` }).href,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
