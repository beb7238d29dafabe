import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { toCopyLine, type SampleTable } from './table.js';

/**
 * Takes away the secondary indexes and the foreign keys of the schema, and puts them back as they
 * were after `work`: to build an index once and to check a key once is several times as fast as to
 * do it row by row. It is part of the transaction, so that a failure leaves everything in place.
 */
export async function withoutIndexes(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ drop: string; create: string }>(`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS create
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
    UNION ALL
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class tables ON tables.oid = indrelid
    WHERE NOT indisunique AND tables.relkind = 'r' AND tables.relnamespace = current_schema()::regnamespace`);
  for (const { drop } of rows) await client.query(drop);
  await work();
  for (const { create } of rows) await client.query(create);
}

export async function copy(client: pg.Client, table: SampleTable, onRows: (rows: number) => void): Promise<number> {
  if (table.total === 0) return 0;
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const into = client.query(copyFrom(`COPY ${client.escapeIdentifier(table.name)} (${columns}) FROM STDIN`));
  await pipeline(Readable.from(toChunks(table, onRows), { objectMode: true, highWaterMark: 2 }), into);
  return into.rowCount;
}

const chunkLength = 64 * 1_024;

/** Lines are joined to chunks of a size that is worth a message of its own. */
function* toChunks({ rows }: SampleTable, onRows: (rows: number) => void): Generator<string> {
  let chunk = '';
  let made = 0;
  for (const row of rows) {
    chunk += toCopyLine(row);
    made += 1;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    onRows(made);
    chunk = '';
  }
  if (chunk) yield chunk;
  onRows(made);
}
