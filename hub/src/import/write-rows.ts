import pg from 'pg';
import { copyLines, copyTexts, type CopiedLines, type OpenFile } from './copy-lines.js';
import { findFaults } from './find-faults.js';
import type { FaultList } from './fault-list.js';
import { ImportError } from './import-error.js';
import type { ImportKind } from './kinds/index.js';
import { loadWhole, takeTable } from './load-whole.js';

const id = pg.escapeIdentifier;
const UNIQUE_VIOLATION = '23505';

export interface WriteOptions {
  readonly kind: ImportKind;
  /** Begins to read the file; each time anew. */
  readonly open: () => Promise<OpenFile>;
  readonly dryRun: boolean;
  /** Size of a file for which tables are locked, and their indexes made when all rows are there; null: none is. */
  readonly lockFor: number | null;
}

export type Written = Pick<CopiedLines, 'lines' | 'rows'> & { readonly faults: FaultList };

/**
 * Inserts all rows or none, with rollups that count them. Rows go straight into their tables where a line says all
 * that there is to write; should a key be there already, or where more has to be looked up, they are looked through
 * beside them. A dry run does the same and takes it back.
 */
export async function writeRows(client: pg.Client, options: WriteOptions): Promise<Written> {
  const { kind: { before, after, rules } } = options;
  return (before ?? after ?? rules ? null : await attempt(client, options, copyStraight)) ?? await attempt(client, options, copyBeside) ?? refuse();
}

function refuse(): never {
  throw new ImportError('Somebody wrote records with the same keys in the meantime: run the import again.');
}

/** Null: not this way. */
type Way = (client: pg.Client, options: WriteOptions) => Promise<Written | null>;

/** One transaction; null where a key was there already, or the way is not open. */
async function attempt(client: pg.Client, options: WriteOptions, way: Way): Promise<Written | null> {
  await client.query('BEGIN');
  try {
    await client.query("SET LOCAL jit = off; SET LOCAL work_mem = '128MB'; SET LOCAL maintenance_work_mem = '512MB'");
    const written = await way(client, options);
    await client.query(options.dryRun || !written || written.faults.count() > 0 ? 'ROLLBACK' : 'COMMIT');
    return written;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    if ((error as pg.DatabaseError).code === UNIQUE_VIOLATION) return null;
    throw error;
  }
}

/** Fills a table; without its indexes, where it is worth while to lock it. */
async function fill(client: pg.Client, table: string, size: number | null, work: () => Promise<void>): Promise<void> {
  const taken = size === null ? null : await takeTable(client, table, size);
  await (taken === null ? work() : loadWhole(client, { table, isEmpty: taken === 'empty' }, work));
}

/** Thrown through what would build indexes for rows that are not to stay. */
class Wrong extends Error {}

async function copyStraight(client: pg.Client, { kind, open, lockFor }: WriteOptions): Promise<Written | null> {
  const file = await open();
  if (!file.knowsReferences) return null;
  let copied: CopiedLines | undefined;
  try {
    await fill(client, kind.table, lockFor, async () => {
      copied = await copyLines(client, { table: kind.table, isNumbered: false }, file);
      if (copied.faults.count() > 0) throw new Wrong();
    });
    await copyParts(client, { kind, lockFor }, copied!);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
  } finally {
    await removeParts(copied);
  }
  return copied!;
}

/** The keys of the file are compared with each other and with the registry before one statement moves all rows. */
async function copyBeside(client: pg.Client, { kind, open, lockFor }: WriteOptions): Promise<Written> {
  await client.query(`CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT 0 AS line, own.* FROM ${id(kind.table)} own WITH NO DATA`);
  const copied = await copyLines(client, { table: 'incoming', isNumbered: true }, await open());
  try {
    if (copied.faults.count() > 0) return copied;
    await client.query('ANALYZE incoming');
    await findFaults(client, kind, copied.faults);
    if (copied.faults.count() > 0) return copied;
    const columns = copied.fields.map(id).join(', ');
    for (const statement of kind.before ?? []) await client.query(statement);
    await fill(client, kind.table, lockFor, async () => void await client.query(`INSERT INTO ${id(kind.table)} (${columns}) SELECT ${columns} FROM incoming`));
    await copyParts(client, { kind, lockFor }, copied);
    for (const statement of kind.after ?? []) await client.query(statement);
    return copied;
  } finally {
    await removeParts(copied);
  }
}

/** What belongs to the records, when they are there. */
async function copyParts(client: pg.Client, { kind, lockFor }: Pick<WriteOptions, 'kind' | 'lockFor'>, { parts }: CopiedLines): Promise<void> {
  for (const [at, { table, fields }] of (kind.parts ?? []).entries()) {
    const spool = parts[at]!;
    await fill(client, table, lockFor === null ? null : spool.length(), () => copyTexts(client, { table, fields }, spool.texts()));
  }
}

const removeParts = (copied: CopiedLines | undefined) => Promise.all((copied?.parts ?? []).map((part) => part.remove()));
