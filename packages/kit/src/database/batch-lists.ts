import DataLoader from 'dataloader';
import { sql, type CompiledQuery, type Expression, type Kysely, type SelectQueryBuilder } from 'kysely';

type Row = Readonly<Record<string, unknown>>;

interface Query<Tables> extends Expression<unknown> {
  compile(db: Kysely<Tables>): CompiledQuery<unknown>;
}

/** PostgreSQL takes 65,535 parameters in a statement; a list takes a dozen. */
const MAX_BATCH = 500;

/**
 * Reads the lists of many parents of one request together: queries that differ in nothing but their
 * parameters go as one statement, each with its own order and limit.
 */
export function batchLists<Tables>(db: Kysely<Tables>) {
  const loader = new DataLoader<Query<Tables>, readonly Row[]>(async (queries) => {
    const results = new Map<Query<Tables>, readonly Row[] | Error>();
    const alike = [...Map.groupBy(queries, (query) => query.compile(db).sql).values()];
    await Promise.all(alike.map(async (group) => {
      const answers = await runAlike(db, group).catch((error: Error) => group.map(() => error));
      for (const [at, query] of group.entries()) results.set(query, answers[at] ?? []);
    }));
    return queries.map((query) => results.get(query) ?? []);
  }, { cache: false, maxBatchSize: MAX_BATCH });
  return {
    rows: <DB, TB extends keyof DB, Result>(query: SelectQueryBuilder<DB, TB, Result>) => loader.load(query) as Promise<readonly Result[]>,
    /** How many rows the query has. */
    count: async (query: Expression<unknown>): Promise<number> => {
      const [counted] = await loader.load(sql`select count(*) as "count" from ${query} as "scope"`);
      return counted?.count as number;
    },
  };
}

async function runAlike<Tables>(db: Kysely<Tables>, queries: readonly Query<Tables>[]): Promise<readonly (readonly Row[])[]> {
  const [first, ...others] = queries;
  if (first && others.length === 0) return [(await db.executeQuery<Row>(first.compile(db))).rows];
  const branches = queries.map((query, at) => sql`select ${sql.lit(at)}::int as asked, alike.* from (${query}) as alike`);
  const { rows } = await sql<Row & { readonly asked: number }>`${sql.join(branches, sql` union all `)}`.execute(db);
  const groups = Map.groupBy(rows, ({ asked }) => asked);
  return queries.map((_, at) => (groups.get(at) ?? []).map(({ asked: _asked, ...row }) => row));
}
