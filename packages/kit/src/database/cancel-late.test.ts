import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import fastify from 'fastify';
import { startPostgresServer, type PostgresServer } from '@sizhu/testkit';
import { deadlineLeftMs, heedDeadline, withDeadline } from '../http/deadline.js';
import { openDatabase, type OpenDatabase } from './open-database.js';

let server: PostgresServer;
let database: OpenDatabase<object>;

beforeAll(async () => {
  server = await startPostgresServer();
  database = openDatabase({ url: server.urlOf('postgres'), schema: 'public', maxConnections: 2 });
}, 60_000);
afterAll(async () => {
  await database?.close();
  await server?.stop();
});

const sleep = (seconds: number) => sql<{ readonly slept: number }>`select 1 as slept from pg_sleep(${seconds})`.execute(database.db);
const running = async () => (await sql<{ readonly running: number }>`select count(*)::int as running from pg_stat_activity where query like '%as slept%' and state = 'active' and pid <> pg_backend_pid()`.execute(database.db)).rows[0]?.running;

it('a statement is cancelled when nobody waits for it any more, and its connection goes on', async () => {
  const ends = await Promise.allSettled([withDeadline(100, () => sleep(600)), withDeadline(100, () => sleep(600))]);
  expect(ends).toMatchObject([1, 2].map(() => ({ status: 'rejected', reason: { extensions: { code: 'SUBGRAPH_TIMEOUT' } } })));
  expect(await running()).toBe(0);
  expect((await sleep(0)).rows).toEqual([{ slept: 1 }]);
}, 30_000);

it('is not begun when it is late already, and is left alone when it is in time or nobody said', async () => {
  await expect(withDeadline(-1, () => sleep(0))).rejects.toMatchObject({ extensions: { code: 'SUBGRAPH_TIMEOUT' } });
  expect((await withDeadline(20_000, () => sleep(0.05))).rows).toEqual([{ slept: 1 }]);
  expect((await sleep(0.05)).rows).toEqual([{ slept: 1 }]);
});

it('keeps the fault of a statement that fails in time', async () => {
  await expect(withDeadline(20_000, () => sql`select 1 / 0`.execute(database.db))).rejects.toThrow('division by zero');
});

it.each([['250', true], ['0', true], ['soon', false], ['-1', false], ['1e9', false], [undefined, false]])('the header %j is a deadline: %s', async (value, isOne) => {
  const app = fastify();
  heedDeadline(app);
  app.post('/', async () => ({ left: deadlineLeftMs() ?? null }));
  const headers = { 'content-type': 'application/json', ...(value !== undefined && { 'x-deadline-ms': value }) };
  const response = await fetch(await app.listen({ port: 0, host: '127.0.0.1' }), { method: 'POST', body: '{}', headers });
  const { left } = await response.json() as { readonly left: number | null };
  if (isOne) expect(left).toBeLessThanOrEqual(Number(value));
  else expect(left).toBeNull();
  await app.close();
});
