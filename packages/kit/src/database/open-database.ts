import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { createLateCanceller, type CancelLate } from './cancel-late.js';

/** Called with each statement that is sent, and with the values of its parameters. */
export type StatementListener = (sql: string, values: readonly unknown[]) => void;

export interface OpenDatabase<Tables> {
  readonly db: Kysely<Tables>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly url: string;
  /** PostgreSQL schema that holds the pillar's tables. */
  readonly schema: string;
  readonly maxConnections?: number;
  readonly onStatement?: StatementListener;
}

/** `date` stays the text that PostgreSQL sends: a day has no time zone to convert. */
const DATE_OID = 1082;
const INT8_OID = 20;
const NUMERIC_OID = 1700;

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === DATE_OID) return (text: string) => text;
    // Sums and counts here stay far below 2^53.
    if (oid === INT8_OID || oid === NUMERIC_OID) return Number;
    return pg.types.getTypeParser(oid, format) as unknown;
  }) as typeof pg.types.getTypeParser,
};

/** A Kysely over a pool of named statements: PostgreSQL parses and plans each text once per connection. */
export function openDatabase<Tables>({ url, schema, maxConnections = 10, onStatement }: OpenDatabaseOptions): OpenDatabase<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    options: `-c search_path=${schema}`,
    types,
    connectionTimeoutMillis: 10_000,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const { cancelLate, close } = createLateCanceller(url);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: withNamedStatements(pool, cancelLate, onStatement) }) });
  return {
    db,
    pool,
    close: async () => {
      await db.destroy();
      await close();
    },
  };
}

function withNamedStatements(pool: pg.Pool, cancelLate: CancelLate, onStatement?: StatementListener): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (sql: string): string => {
    const known = names.get(sql);
    if (known) return known;
    const name = createHash('sha256').update(sql).digest('base64url').slice(0, 24);
    if (names.size < 1_000) names.set(sql, name);
    return name;
  };
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      return {
        query: async (sql: string, values: readonly unknown[]) => {
          onStatement?.(sql, values);
          const isRead = sql.startsWith('select') || sql.startsWith('with');
          if (values.length === 0 && !isRead) return client.query(sql);
          const run = () => client.query({ name: nameOf(sql), text: sql, values: [...values] });
          return isRead ? cancelLate(client, run) : run();
        },
        release: () => client.release(),
      } as unknown as Awaited<ReturnType<PostgresPool['connect']>>;
    },
  };
}
