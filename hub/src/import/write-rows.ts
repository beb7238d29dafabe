import pg from 'pg';
import { copy } from '../sample/copy.js';
import type { Column } from './column.js';
import { ImportError, type Fault } from './import-error.js';
import type { ImportKind } from './kinds/index.js';
import type { ImportRow } from './to-rows.js';

const id = pg.escapeIdentifier;
const UNIQUE_VIOLATION = '23505';

/**
 * Inserts all rows or none: they are copied beside the table, looked through as a whole, and moved into it by one
 * statement, whose triggers keep the rollups. A dry run does the same and takes it back.
 * @returns what is wrong; nothing was written then
 */
export async function writeRows(client: pg.Client, kind: ImportKind, rows: readonly ImportRow[], dryRun: boolean): Promise<readonly Fault[]> {
  await client.query('BEGIN');
  try {
    await client.query("SET LOCAL jit = off; SET LOCAL work_mem = '64MB'");
    const fields = Object.keys(rows[0]?.fields ?? {});
    await client.query(`CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT 0 AS line, own.* FROM ${id(kind.table)} own WITH NO DATA`);
    await copy(client, {
      name: 'incoming', columns: ['line', ...fields], total: rows.length, rows: rows.map((row) => [row.line, ...fields.map((field) => row.fields[field] ?? null)]),
    }, () => {});
    await client.query('ANALYZE incoming');
    const faults = await findFaults(client, kind);
    if (faults.length === 0) {
      const columns = fields.map(id).join(', ');
      for (const statement of kind.before ?? []) await client.query(statement);
      await client.query(`INSERT INTO ${id(kind.table)} (${columns}) SELECT ${columns} FROM incoming ORDER BY line`);
      for (const statement of kind.after ?? []) await client.query(statement);
    }
    await client.query(dryRun || faults.length > 0 ? 'ROLLBACK' : 'COMMIT');
    return faults;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    if ((error as pg.DatabaseError).code === UNIQUE_VIOLATION) throw new ImportError('Somebody wrote records with the same keys in the meantime: run the import again.');
    throw error;
  }
}

async function findFaults(client: pg.Client, { table, key, unique = [], columns }: ImportKind): Promise<readonly Fault[]> {
  const find = async (column: string | null, message: string, sql: string, values: readonly unknown[] = []): Promise<Fault[]> => {
    const { rows } = await client.query<{ line: number }>(sql, [...values]);
    return rows.map(({ line }) => ({ line, column, message }));
  };
  const columnOf = (name: string) => columns.find((column) => column.name === name)!;
  const found: Fault[] = [];
  for (const names of [key, ...unique.map((name) => [name])]) {
    const fields = names.map((name) => id(columnOf(name).field ?? 'area_path'));
    const told = names.map((name) => columnOf(name).zh).join('、');
    found.push(
      ...await find(told, 'stands on an earlier line of the file: remove one of them.',
        `SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY ${fields.join(', ')} ORDER BY line) AS nth FROM incoming) counted WHERE nth > 1`),
      ...await find(told, 'is in the registry already, and an import only adds: remove the line, or change the record through the graph.',
        `SELECT i.line FROM incoming i JOIN ${id(table)} own ON ${fields.map((field) => `own.${field} = i.${field}`).join(' AND ')}`),
    );
  }
  for (const { zh, field, references: { table: other, column, scheme } } of columns.filter(hasReference)) {
    found.push(...await find(
      zh,
      scheme === undefined ? 'names a record that is not in the registry: correct it, or import that first.' : `is not in the code table ${scheme}: correct it.`,
      `SELECT i.line FROM incoming i WHERE i.${id(field)} IS NOT NULL AND NOT EXISTS (
         SELECT FROM ${id(other)} r WHERE r.${id(column)} = i.${id(field)} ${scheme === undefined ? '' : 'AND r.scheme = $1'})`,
      scheme === undefined ? [] : [scheme],
    ));
  }
  return found.sort((one, other) => one.line - other.line);
}

type Referring = Column & Required<Pick<Column, 'field' | 'references'>>;

const hasReference = (column: Column): column is Referring => column.references !== undefined && column.field !== undefined;
