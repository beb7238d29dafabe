import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startPostgresServer, type PostgresServer } from '@sizhu/testkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createOutboxFeed, isEventId, type OutboxEvent, type OutboxFeed } from './outbox-feed.js';

jest.setTimeout(60_000);

const migration = (name: string) => readFileSync(join(__dirname, '../../../../prisma/grid/migrations', name, 'migration.sql'), 'utf8');
const OPTIONS = '-c search_path=grid';

let server: PostgresServer;
let pool: pg.Pool;
let feed: OutboxFeed;
let stop: AbortController;

beforeAll(async () => {
  server = await startPostgresServer();
  pool = new pg.Pool({ connectionString: server.urlOf('postgres'), options: OPTIONS });
  pool.on('error', () => {});
  await pool.query('CREATE SCHEMA grid');
  await pool.query(migration('20261124083645_add_changes'));
  await pool.query(migration('20261124124500_order_outbox'));
});
afterAll(async () => {
  await pool?.end();
  await server?.stop();
});
beforeEach(() => {
  stop = new AbortController();
  feed = open();
});
afterEach(async () => {
  stop.abort();
  await feed.close();
  await pool.query('TRUNCATE outbox_event');
});

const open = (pollMs = 2_000) => createOutboxFeed({ pool, url: server.urlOf('postgres'), schema: 'grid', pollMs, batchSize: 3 });

const INSERT = `INSERT INTO outbox_event (topic, subject, area_path, payload) SELECT $1, s, '2102', '{"a": 1}' FROM unnest($2::text[]) s`;
const announce = (topic: string, ...subjects: readonly string[]) => pool.query(INSERT, [topic, subjects]);

async function take(events: AsyncIterator<OutboxEvent>, count: number): Promise<OutboxEvent[]> {
  const taken: OutboxEvent[] = [];
  while (taken.length < count) taken.push((await events.next()).value);
  return taken;
}
const subjectsOf = (events: readonly OutboxEvent[]) => events.map(({ subject }) => subject);
const follow = (after?: string, topics: readonly string[] = ['event.changed']) => feed.follow({ topics, after, signal: stop.signal });

describe('a feed', () => {
  it('hands on what happens, in order, of the topics that were asked for', async () => {
    const events = follow('0-0');
    await announce('event.changed', 'E1', 'E2');
    await announce('other', 'X');
    await announce('event.changed', 'E3', 'E4', 'E5');
    const taken = await take(events, 5);
    expect(subjectsOf(taken)).toEqual(['E1', 'E2', 'E3', 'E4', 'E5']);
    expect(taken[0]).toMatchObject({ topic: 'event.changed', areaPath: '2102', payload: { a: 1 }, occurredAt: expect.any(Date) });
    expect(taken.every(({ id }) => isEventId(id))).toBe(true);
  });

  it('wakes those who wait', async () => {
    const events = [follow('0-0'), follow('0-0')];
    const first = Promise.all(events.map((one) => one.next()));
    await announce('event.changed', 'E1');
    expect((await first).map(({ value }) => value?.subject)).toEqual(['E1', 'E1']);
  });

  it('begins with what happens from now on', async () => {
    await announce('event.changed', 'past');
    const events = follow();
    const next = events.next();
    const present = await Promise.race([next, new Promise((resolve) => { setTimeout(resolve, 100); })]);
    expect(present).toBeUndefined();
    await announce('event.changed', 'E1');
    expect((await next).value?.subject).toBe('E1');
  });

  it('goes on after the last event that a listener had', async () => {
    await announce('event.changed', 'E1', 'E2', 'E3', 'E4');
    const [, second] = await take(follow('0-0'), 2);
    expect(subjectsOf(await take(follow(second!.id), 2))).toEqual(['E3', 'E4']);
  });

  it('leaves no event out whose transaction ends after a later one', async () => {
    feed = open(20);
    const slow = await pool.connect();
    await slow.query('BEGIN');
    await slow.query(INSERT, ['event.changed', ['slow']]);
    await announce('event.changed', 'quick');
    const events = follow('0-0');
    const first = events.next();
    expect(await Promise.race([first, new Promise((resolve) => { setTimeout(resolve, 100); })])).toBeUndefined();
    await slow.query('COMMIT');
    slow.release();
    expect((await first).value?.subject).toBe('slow');
    expect((await events.next()).value?.subject).toBe('quick');
  });

  it('finds what happened while its connection was lost', async () => {
    feed = open(20);
    const events = follow('0-0');
    const first = events.next();
    await announce('event.changed', 'E1');
    await first;
    await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'`);
    await announce('event.changed', 'E2');
    expect((await events.next()).value?.subject).toBe('E2');
  });

  it('is closed at any moment of its first connection', async () => {
    for (let ms = 0; ms < 20; ms += 1) {
      const early = open();
      const next = early.follow({ topics: [], after: '0-0', signal: stop.signal }).next();
      await sleep(ms);
      await early.close();
      expect(await next).toEqual({ done: true, value: undefined });
    }
  });

  it('ends for a listener that leaves, and for all when it is closed', async () => {
    const leaving = new AbortController();
    const one = feed.follow({ topics: [], signal: leaving.signal }).next();
    const other = follow('0-0').next();
    leaving.abort();
    expect(await one).toEqual({ done: true, value: undefined });
    await feed.close();
    expect(await other).toEqual({ done: true, value: undefined });
  });
});
