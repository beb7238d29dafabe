import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { startPostgresServer, type PostgresServer } from '@sizhu/testkit';
import { batchLists } from './batch-lists.js';
import { openDatabase, type OpenDatabase } from './open-database.js';

interface Tables {
  readonly reading: { readonly place: string; readonly value: number };
}

let server: PostgresServer;
let database: OpenDatabase<Tables>;
const statements: string[] = [];

beforeAll(async () => {
  server = await startPostgresServer();
  database = openDatabase<Tables>({ url: server.urlOf('postgres'), schema: 'public', onStatement: (text) => statements.push(text) });
  await sql`create table reading as select place, value from unnest('{a,b,c}'::text[]) place, generate_series(1, 9) value where place <> 'c'`.execute(database.db);
}, 60_000);
afterAll(async () => {
  await database?.close();
  await server?.stop();
});
beforeEach(() => { statements.length = 0; });

const of = (place: string) => database.db.selectFrom('reading').select('value').where('place', '=', place);
const latest = (place: string, limit: number) => of(place).orderBy('value', 'desc').limit(limit);

describe('lists that are asked for together', () => {
  it('and are alike go as one statement, each with its own limit and order', async () => {
    const { rows } = batchLists(database.db);
    const pages = await Promise.all([rows(latest('a', 2)), rows(latest('b', 3)), rows(latest('c', 2)), rows(latest('a', 1))]);
    expect(pages.map((page) => page.map(({ value }) => value))).toEqual([[9, 8], [9, 8, 7], [], [9]]);
    expect(statements).toHaveLength(1);
  });

  it('are counted together', async () => {
    const { count } = batchLists(database.db);
    expect(await Promise.all(['a', 'b', 'c'].map((place) => count(of(place))))).toEqual([9, 9, 0]);
    expect(statements).toHaveLength(1);
  });

  it('take a statement for each kind of query, and one alone goes as it is', async () => {
    const { rows } = batchLists(database.db);
    expect(await Promise.all([rows(of('c')), rows(latest('a', 1))])).toEqual([[], [{ value: 9 }]]);
    expect(statements).toEqual([of('c').compile().sql, latest('a', 1).compile().sql]);
  });

  it('fail together with what is alike, and with nothing else', async () => {
    const { rows } = batchLists(database.db);
    const broken = (divisor: number) => of('a').where(sql<boolean>`value / ${divisor}::int > 0`);
    const results = await Promise.allSettled([rows(broken(0)), rows(broken(1)), rows(latest('b', 1))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});
