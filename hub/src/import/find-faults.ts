import pg from 'pg';
import type { Column, Reference } from './column.js';
import type { FaultList } from './fault-list.js';
import type { ImportKind } from './kinds/index.js';
import { notKnown } from './references.js';

const id = pg.escapeIdentifier;
const MAX_TOLD = 100;

/** Looks through `incoming` as a whole: keys that stand twice or are known, references to nothing, and rules that it breaks. */
export async function findFaults(client: pg.Client, { table, key, unique = [], columns, rules = [] }: ImportKind, faults: FaultList): Promise<void> {
  const find = async (column: string, message: string, sql: string, values: readonly unknown[] = []): Promise<void> => {
    const { rows } = await client.query<{ line: number; total: string }>(
      `SELECT line, count(*) OVER () AS total FROM (${sql}) AS wrong ORDER BY line LIMIT ${MAX_TOLD}`, [...values]);
    faults.add(rows.map(({ line }) => ({ line, column, message })), Number(rows[0]?.total ?? 0) - rows.length);
  };
  const columnOf = (name: string) => columns.find((column) => column.name === name)!;
  for (const names of [key, ...unique]) {
    const fields = names.map((name) => id(fieldOf(columnOf(name))));
    const told = names.map((name) => columnOf(name).zh).join('、');
    const filled = fields.map((field) => `${field} IS NOT NULL`).join(' AND ');
    // To group is cheap; the lines are only looked for where there is one.
    const { rowCount } = await client.query(`SELECT FROM incoming WHERE ${filled} GROUP BY ${fields.join(', ')} HAVING count(*) > 1 LIMIT 1`);
    if (rowCount !== 0) {
      await find(told, 'stands on an earlier line of the file: remove one of them.',
        `SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY ${fields.join(', ')} ORDER BY line) AS nth FROM incoming WHERE ${filled}) counted WHERE nth > 1`);
    }
    await find(told, 'is in the registry already, and an import only adds: remove the line, or change the record through the graph.',
      `SELECT i.line FROM incoming i JOIN ${id(table)} own ON ${fields.map((field) => `own.${field} = i.${field}`).join(' AND ')}`);
  }
  for (const { zh, field, references, ...column } of columns.filter(hasReference)) {
    const { table: other, column: named, scheme } = references;
    await find(zh, notKnown({ ...column, zh, references }),
      `SELECT i.line FROM incoming i WHERE i.${id(field)} IS NOT NULL AND NOT EXISTS (
         SELECT FROM ${id(other)} r WHERE r.${id(named)} = i.${id(field)} ${scheme === undefined ? '' : 'AND r.scheme = $1'})`,
      scheme === undefined ? [] : [scheme]);
  }
  for (const { column, message, wrong } of rules) await find(columnOf(column).zh, message, `SELECT i.line FROM incoming i WHERE ${wrong}`);
}

/** Where a cell goes: of an area that is held by its path, there. */
const fieldOf = ({ name, field, fills = {} }: Column): string => field ?? Object.keys(fills)[0] ?? name;

type Referring = Column & { readonly field: string; readonly references: Reference };

const hasReference = (column: Column): column is Referring => column.references !== undefined && column.field !== undefined;
