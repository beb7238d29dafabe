import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientBase } from 'pg';

/** What stops a start, and what a person can do about it. */
export type MigrationErrorCode =
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_FAILED'
  | 'MIGRATION_UNFINISHED'
  | 'DATABASE_NEWER'
  | 'SERVER_TOO_OLD';

export interface MigrationInput {
  /** Connected, and already on the pillar's own PostgreSQL schema. Not inside a transaction. */
  readonly client: ClientBase;
  /** Holds one folder per migration, as `prisma migrate dev` writes them. */
  readonly folder: string;
  /** Names the pillar in errors, and lets different pillars migrate side by side. */
  readonly pillar: string;
  readonly onApplied?: (migration: string) => void;
}

export interface MigrationReport {
  readonly pillar: string;
  /** Names of the migrations that this call applied, in order. Empty when there was nothing to do. */
  readonly applied: readonly string[];
  /** How many the database had already. */
  readonly known: number;
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface RecordedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** The lock of `prisma migrate deploy`: one per database, whichever schema it migrates. */
const PRISMA_LOCK = 72_707_369;
const OLDEST_SERVER = 15;

/** One line that says what is wrong and how to mend it. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly code: MigrationErrorCode;
  readonly remedy: string;

  constructor(code: MigrationErrorCode, fault: string, remedy: string, options?: ErrorOptions) {
    super(`${fault} ${remedy}`, options);
    this.code = code;
    this.remedy = remedy;
  }
}

/**
 * Applies the pillar's pending migrations, and records them exactly as `prisma migrate deploy` does,
 * so that either may follow the other. Unlike it, each migration runs in one transaction together
 * with its record: a process that dies half-way leaves nothing behind, and the next start resumes.
 * A statement that PostgreSQL forbids in a transaction (`CREATE INDEX CONCURRENTLY`) cannot be used.
 *
 * @throws {MigrationError} MIGRATION_CHANGED, DATABASE_NEWER, MIGRATION_UNFINISHED before anything
 * is applied; MIGRATION_FAILED when a script fails, with the earlier ones applied.
 */
export async function applyMigrations(input: MigrationInput): Promise<MigrationReport> {
  const { client, folder, pillar, onApplied } = input;
  const migrations = await readMigrations(folder);
  return withLock(client, pillar, async () => {
    const recorded = await readRecords(client);
    refuseUnsafe(pillar, migrations, recorded);

    const known = new Set(recorded.map(({ name }) => name));
    const pending = migrations.filter(({ name }) => !known.has(name));
    for (const migration of pending) {
      await applyOne(client, pillar, migration);
      onApplied?.(migration.name);
    }
    return { pillar, applied: pending.map(({ name }) => name), known: known.size };
  });
}

/** @throws {MigrationError} SERVER_TOO_OLD for a PostgreSQL before 15. */
export async function checkServerVersion(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name`,
  );
  const server = rows[0];
  if (!server || server.number >= OLDEST_SERVER * 10_000) return;
  throw new MigrationError(
    'SERVER_TOO_OLD',
    `This database is PostgreSQL ${server.name}, and ${OLDEST_SERVER} is the oldest that works here.`,
    `Upgrade it, or point the database URL at PostgreSQL ${OLDEST_SERVER} or later.`,
  );
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  return Promise.all(names.map(async (name) => {
    const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  }));
}

/**
 * One applier per pillar at a time, and none beside a `prisma migrate`. Prisma's lock is taken
 * shared, because it spans the database and would make four pillars wait for each other.
 */
async function withLock<T>(client: ClientBase, pillar: string, work: () => Promise<T>): Promise<T> {
  await client.query('SELECT pg_advisory_lock_shared($1)', [PRISMA_LOCK]);
  await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [PRISMA_LOCK, pillar]);
  try {
    return await work();
  } finally {
    // A lost connection has freed its locks already, and must not hide why the work failed.
    await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [PRISMA_LOCK, pillar]).catch(() => {});
    await client.query('SELECT pg_advisory_unlock_shared($1)', [PRISMA_LOCK]).catch(() => {});
  }
}

/** A migration resolved as rolled back does not count: Prisma keeps its row for the record only. */
async function readRecords(client: ClientBase): Promise<readonly RecordedMigration[]> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id                  varchar(36) PRIMARY KEY,
      checksum            varchar(64) NOT NULL,
      finished_at         timestamptz,
      migration_name      varchar(255) NOT NULL,
      logs                text,
      rolled_back_at      timestamptz,
      started_at          timestamptz NOT NULL DEFAULT now(),
      applied_steps_count integer NOT NULL DEFAULT 0
    )`);
  const { rows } = await client.query<RecordedMigration>(`
    SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
    FROM _prisma_migrations
    WHERE rolled_back_at IS NULL
    ORDER BY started_at`);
  return rows;
}

function refuseUnsafe(
  pillar: string,
  migrations: readonly Migration[],
  recorded: readonly RecordedMigration[],
): void {
  const files = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of recorded) {
    const file = files.get(name);
    if (!finished) {
      throw new MigrationError(
        'MIGRATION_UNFINISHED',
        `${pillar}: the migration ${name} began earlier and did not end.`,
        `Mend the database by hand, then run "prisma migrate resolve --rolled-back ${name}" or "--applied ${name}".`,
      );
    }
    if (!file) {
      throw new MigrationError(
        'DATABASE_NEWER',
        `${pillar}: the database has the migration ${name}, which this version does not know.`,
        'Start the version that applied it or a later one, or restore a backup from before it.',
      );
    }
    if (file.checksum !== checksum) {
      throw new MigrationError(
        'MIGRATION_CHANGED',
        `${pillar}: the file of the applied migration ${name} has changed since.`,
        'Restore the file as it was applied, and put the change into a new migration.',
      );
    }
  }
}

async function applyOne(client: ClientBase, pillar: string, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    // now() is when the transaction began, clock_timestamp() is this moment.
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}); // A lost connection has rolled back by itself.
    throw new MigrationError(
      'MIGRATION_FAILED',
      `${pillar}: the migration ${name} failed and was undone: ${error instanceof Error ? error.message : String(error)}.`,
      'Correct the script or the rows it trips over, and start again.',
      { cause: error },
    );
  }
}
