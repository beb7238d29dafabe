import pg from 'pg';

const id = pg.escapeIdentifier;

export interface Rollup {
  readonly rollup: string;
  readonly view: string;
  readonly trigger: string;
}

/** Rows of a table take about twice the room that their lines take in a file. */
const ROOM = 2;

/**
 * Locks a table for the rest of the transaction if it holds nothing, or no more than a file of `size` bytes brings: then
 * to make its indexes anew is cheaper than to have them grow. Null: it is left as it is.
 */
export async function takeTable(client: pg.Client, table: string, size: number): Promise<'empty' | 'small' | null> {
  const isEmpty = async () => (await client.query(`SELECT FROM ${id(table)} LIMIT 1`)).rowCount === 0;
  const isSmall = async () => (await client.query(`SELECT WHERE pg_relation_size($1::regclass) <= $2::bigint`, [id(table), Math.ceil(size * ROOM)])).rowCount === 1;
  if (!await isEmpty() && !await isSmall()) return null;
  await client.query(`LOCK TABLE ${id(table)} IN ACCESS EXCLUSIVE MODE`);
  return await isEmpty() ? 'empty' : 'small';
}

/**
 * Fills a table without its keys and indexes, and makes each of them once, of all rows: an index is sorted instead of
 * grown, a foreign key compared as a whole. An empty one is filled without its rollups too, and each is its recount.
 * It is part of the transaction: what fails leaves everything in place.
 */
export async function loadWhole(client: pg.Client, { table, isEmpty }: { readonly table: string; readonly isEmpty: boolean }, work: () => Promise<void>): Promise<void> {
  const [parts, rollups] = [await readParts(client, table), isEmpty ? await readRollups(client, table) : []];
  for (const { drop } of parts) await client.query(drop);
  for (const { trigger } of rollups) await client.query(`ALTER TABLE ${id(table)} DISABLE TRIGGER ${id(trigger)}`);
  await work();
  for (const { create } of parts) await client.query(create);
  for (const { rollup, view, trigger } of rollups) {
    await client.query(`INSERT INTO ${id(rollup)} SELECT figures.*, false, now() FROM ${id(view)} figures`);
    await client.query(`ALTER TABLE ${id(table)} ENABLE TRIGGER ${id(trigger)}`);
  }
}

/** Own foreign keys first, then indexes and keys that nothing else refers to. */
async function readParts(client: pg.Client, table: string) {
  const { rows } = await client.query<{ drop: string; create: string }>(`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS create, contype = 'f' AS is_last
    FROM pg_constraint own
    WHERE conrelid = $1::regclass AND contype IN ('f', 'p', 'u')
      AND NOT EXISTS (SELECT FROM pg_constraint other WHERE other.contype = 'f' AND other.conindid = own.conindid AND own.contype <> 'f')
    UNION ALL
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid), false
    FROM pg_index WHERE indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY is_last`, [id(table)]);
  return rows;
}

/** Rollups of this table, by what create_rollup() calls their triggers and recounts. */
export async function readRollups(client: pg.Client, table: string): Promise<readonly Rollup[]> {
  const { rows } = await client.query<Rollup>(`
    SELECT left(viewname, -length('_' || $1)) AS rollup, viewname AS view, tgname AS trigger
    FROM pg_trigger JOIN pg_views ON schemaname = current_schema() AND viewname = 'recount_' || left(tgname, -length('_from_' || $1 || '_insert')) || '_' || $1
    WHERE tgrelid = quote_ident($1)::regclass AND tgname LIKE '%\\_from\\_' || $1 || '\\_insert'`, [table]);
  return rows.map((row) => ({ ...row, rollup: row.rollup.slice('recount_'.length) }));
}
