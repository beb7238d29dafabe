import type pg from 'pg';

interface Rollup {
  readonly rollup: string;
  readonly keys: readonly string[];
  readonly measures: readonly string[];
}

/** For each rollup of the schema, in how many keys it differs from what its sources hold. */
export async function countDifferences(client: pg.Client): Promise<Record<string, number>> {
  const { rows: rollups } = await client.query<Rollup>(`
    SELECT c.relname AS rollup,
      array_agg(a.attname::text ORDER BY a.attnum) FILTER (
        WHERE t.typtype = 'e' OR t.typname IN ('text', 'date', 'int2') OR a.attname = 'year') AS keys,
      array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE t.typname IN ('int4', 'int8') AND a.attname <> 'year') AS measures
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname LIKE '%\\_rollup'
    GROUP BY c.relname`);
  const { rows: views } = await client.query<{ view: string }>(
    `SELECT viewname AS view FROM pg_views WHERE schemaname = current_schema() AND viewname LIKE 'recount\\_%'`);
  const differences: Record<string, number> = {};
  for (const rollup of rollups) {
    const sources = views.map(({ view }) => view).filter((view) => view.startsWith(`recount_${rollup.rollup}_`));
    const { rows: [row] } = await client.query<{ count: number }>(toDifferenceSql(client, rollup, sources));
    differences[rollup.rollup] = row?.count ?? -1;
  }
  return differences;
}

/** A key whose figures are all zero is the same as no key. */
function toDifferenceSql(client: pg.Client, { rollup, keys, measures }: Rollup, sources: readonly string[]): string {
  const named = measures.map((name) => client.escapeIdentifier(name));
  const sumOf = (from: string) => `SELECT ${keys.join(', ')}, ${named.map((name) => `sum(${name})::bigint AS ${name}`).join(', ')}
    FROM ${from} GROUP BY ${keys.join(', ')}
    HAVING (${named.map((name) => `sum(${name})`).join(', ')}) <> (${named.map(() => '0').join(', ')})`;
  const columns = [...keys, ...named].join(', ');
  const actual = sumOf(rollup);
  const expected = sumOf(`(${sources.map((view) => `SELECT ${columns} FROM ${view}`).join(' UNION ALL ')}) AS recounted`);
  return `SELECT count(*)::int FROM (((${actual}) EXCEPT (${expected})) UNION ALL ((${expected}) EXCEPT (${actual}))) AS difference`;
}
