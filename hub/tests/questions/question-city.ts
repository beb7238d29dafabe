import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { provisionPillars, startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/index.js';
import type { Urls } from '../../src/sample/index.js';
import { startHub, type Hub, type HubOptions } from '../../src/start-hub.js';
import { rowsOf } from '../city-harness.js';
import { silentLog } from '../database-harness.js';

export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

export interface QuestionCity {
  readonly hub: Hub;
  readonly urls: Urls;
  /** Every statement that the hub has sent since the list was last emptied. */
  readonly statements: Statement[];
  /** Asks the database itself, as one who may read all four pillars. */
  rows<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

export interface QuestionServer {
  readonly server: EmbeddedPostgres;
  open(name: string, size: { readonly events: number; readonly disputes: number }): Promise<QuestionCity>;
  stop(): Promise<void>;
}

/** One PostgreSQL with sample cities of several sizes, each under a hub of its own. */
export async function startQuestionServer(): Promise<QuestionServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sizhu-questions-'));
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog, durable: false });
  const hubs: Hub[] = [];
  return {
    server,
    open: async (databaseName, size) => {
      const urls = await provisionPillars({ adminUrl: server.adminUrl, databaseName, createDatabase: true });
      const statements: Statement[] = [];
      const options: HubOptions = {
        urls, port: 0, sample: { anchorDate: '2026-11-24', ...size },
        onStatement: (sql, values) => statements.push({ sql, values }),
        // A round of upkeep would count among the statements of a question.
        upkeep: { intervalMs: 3_600_000 },
      };
      const hub = await startHub(options);
      hubs.push(hub);
      const adminUrl = Object.assign(new URL(server.adminUrl), { pathname: `/${databaseName}` }).href;
      await rowsOf(adminUrl, readFileSync(join(__dirname, 'functions.sql'), 'utf8'));
      return { hub, urls, statements, rows: (sql, values) => rowsOf(adminUrl, sql, values) };
    },
    stop: async () => {
      await Promise.all(hubs.map((hub) => hub.stop()));
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
