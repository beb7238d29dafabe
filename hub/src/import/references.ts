import pg from 'pg';
import type { Column } from './column.js';
import type { ImportKind } from './kinds/index.js';

/** What a column may name: keys of another table, each with what is carried over from it. */
export type Known = ReadonlyMap<string, string | null>;

/** By name of the column. A column whose table holds too many keys for memory is not among them: SQL looks those up. */
export type References = ReadonlyMap<string, Known>;

const MAX_KEYS = 200_000;
const id = pg.escapeIdentifier;

export async function readReferences(client: pg.Client, { columns }: ImportKind, maxKeys = MAX_KEYS): Promise<References> {
  const found = new Map<string, Known>();
  for (const { name, references } of columns) {
    if (!references) continue;
    const { table, column, scheme, carry } = references;
    const { rows } = await client.query<{ key: string; carried: string | null }>({
      text: `SELECT ${id(column)}::text AS key, ${carry ? `${id(carry.column)}::text` : 'NULL'} AS carried FROM ${id(table)}
             ${scheme === undefined ? '' : 'WHERE scheme = $1'} LIMIT ${carry ? 'ALL' : maxKeys + 1}`,
      values: scheme === undefined ? [] : [scheme],
    });
    if (carry || rows.length <= maxKeys) found.set(name, new Map(rows.map(({ key, carried }) => [key, carried])));
  }
  return found;
}

/** What is wrong with a key that its column's table does not hold. */
export const notKnown = ({ references }: Column): string => (references?.scheme === undefined
  ? 'names a record that is not in the registry: correct it, or import that first.'
  : `is not in the code table ${references.scheme}: correct it.`);
