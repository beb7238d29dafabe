import pg from 'pg';

const id = pg.escapeIdentifier;

export interface Rollup {
  readonly rollup: string;
  readonly view: string;
  readonly trigger: string;
}

/** Locks a table for the rest of the transaction if it holds nothing: nobody reads it, so nobody misses its indexes. */
export async function takeIfEmpty(client: pg.Client, table: string): Promise<boolean> {
  const isEmpty = async () => (await client.query(`SELECT FROM ${id(table)} LIMIT 1`)).rowCount === 0;
  if (!await isEmpty()) return false;
  await client.query(`LOCK TABLE ${id(table)} IN ACCESS EXCLUSIVE MODE`);
  return isEmpty();
}

/**
 * Fills an empty table without its keys, indexes and rollups, and makes each of them once, of all rows: an index is
 * sorted instead of grown, a rollup is its recount. It is part of the transaction: what fails leaves everything in place.
 */
export async function loadWhole(client: pg.Client, table: string, work: () => Promise<void>): Promise<void> {
  const [parts, rollups] = [await readParts(client, table), await readRollups(client, table)];
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
