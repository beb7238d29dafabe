import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { applyMigrations, serveSubgraph, type Subgraph } from '@sizhu/kit';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgresServer, type PostgresServer } from '../../../packages/testkit/src/postgres-server.js';
import { createSubgraph } from './subgraph.js';

jest.setTimeout(60_000);

const now = new Date('2026-03-01T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

let server: PostgresServer;
let client: pg.Client;
let subgraph: Subgraph;
let url: string;
const statements: { text: string }[] = [];

beforeAll(async () => {
  server = await startPostgresServer();
  url = server.urlOf('postgres');
  client = new pg.Client({ connectionString: url, options: '-c search_path=video' });
  await client.connect();
  await client.query('CREATE SCHEMA video');
  await applyMigrations({ client, pillar: 'video', folder: join(__dirname, '../../../prisma/video/migrations') });
  subgraph = createSubgraph({ databaseUrl: url, staleAfterHours: 24, onStatement: (text) => statements.push({ text }) });
});

afterAll(async () => {
  await subgraph?.close();
  await client?.end();
  await server?.stop();
});

beforeEach(async () => {
  await client.query('DELETE FROM video_channel');
  statements.length = 0;
});

const addChannel = (id: string, health: string, observedAt: Date) => client.query(`
  INSERT INTO video_channel (id, device_id, name, area_path, latitude, longitude, built, networked, intact, record_complete, health, observed_at, provenance)
  VALUES ($1, $1, $1, '2102/210202', 38.9, 121.6, true, true, true, true, $2, $3, 'REGISTERED')`, [id, health, observedAt]);

const healthOf = async (id: string) =>
  (await client.query('SELECT health FROM video_channel WHERE id = $1', [id])).rows[0]?.health;

const summaryOf = async () => (await subgraph.execute({
  query: '{ _entities(representations: [{ __typename: "Area", code: "2102", path: "2102" }]) { ... on Area { channelSummary { registered online offline stale defect } } } }',
})).data;

it.each([
  ['ONLINE', 24.01, 'STALE'],
  ['ONLINE', 24, 'ONLINE'],
  ['ONLINE', 1, 'ONLINE'],
  ['OFFLINE', 900, 'OFFLINE'],
  ['DEFECT', 900, 'DEFECT'],
  ['STALE', 900, 'STALE'],
])('%s last seen %d hours ago is %s', async (health, hours, expected) => {
  await addChannel('X', health, hoursAgo(hours));
  await subgraph.upkeep?.(now);
  expect(await healthOf('X')).toBe(expected);
  expect((await client.query('SELECT observed_at FROM video_channel')).rows).toEqual([{ observed_at: hoursAgo(hours) }]);
});

it('moves the channel from online to stale in the figures of every area above it', async () => {
  await addChannel('old', 'ONLINE', hoursAgo(30));
  await addChannel('new', 'ONLINE', hoursAgo(2));
  await subgraph.upkeep?.(now);
  expect(await summaryOf()).toEqual({ _entities: [{ channelSummary: { registered: 2, online: 1, offline: 0, stale: 1, defect: 0 } }] });
  expect((await client.query('SELECT FROM channel_rollup WHERE pending')).rowCount).toBe(0);
});

it('finds the silent ones by an index, in one statement', async () => {
  await client.query(`
    INSERT INTO video_channel (id, device_id, name, area_path, latitude, longitude, built, networked, intact, record_complete, health, observed_at, provenance)
    SELECT n, n, n, '2102/210202', 38.9, 121.6, true, true, true, true, 'ONLINE', $1::timestamptz - make_interval(mins => n % 1000), 'REGISTERED'
    FROM generate_series(1, 20000) AS n`, [now]);
  await client.query('ANALYZE video_channel');
  await subgraph.upkeep?.(now);
  const [sweep, ...others] = statements.map(({ text }) => text).filter((text) => text.includes('video_channel'));
  expect(others).toEqual([]);
  const { rows } = await client.query(`EXPLAIN ${sweep}`, ['STALE', 'ONLINE', hoursAgo(24)]);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Scan using video_channel_health_observed_at_idx[^]*Index Cond: .*health.*observed_at/);
});

it('goes on in a process of its own, by the clock that it is given', async () => {
  await addChannel('X', 'ONLINE', hoursAgo(20));
  let today = now;
  let rounds = 0;
  const own = createSubgraph({ databaseUrl: url });
  const served = await serveSubgraph({ subgraph: own, port: 0, upkeep: { intervalMs: 1, now: () => { rounds += 1; return today; } } });
  const until = async (isSo: () => Promise<boolean> | boolean) => { while (!await isSo()) await new Promise((resolve) => { setTimeout(resolve, 5); }); };
  await until(() => rounds >= 3);
  expect(await healthOf('X')).toBe('ONLINE');
  today = new Date(now.getTime() + 5 * 3_600_000);
  await until(async () => await healthOf('X') === 'STALE');
  await served.stop();
  const after = rounds;
  await new Promise((resolve) => { setTimeout(resolve, 30); });
  expect(rounds).toBe(after);
});
