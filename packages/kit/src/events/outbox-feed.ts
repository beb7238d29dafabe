import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createSignalBox } from './signal-box.js';

/** Something that happened, as a change announced it. */
export interface OutboxEvent {
  /** Place in the order of all events of the pillar; the next that is read after it follows. */
  readonly id: string;
  readonly topic: string;
  readonly subject: string;
  readonly areaPath: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

export interface FollowOptions {
  readonly topics: readonly string[];
  /** Id of the last event that the listener has; without it, what happens from now on. */
  readonly after?: string | null | undefined;
  readonly signal: AbortSignal;
}

export interface OutboxFeed {
  /** Each event at least once, in order, for as long as the listener asks for the next one. */
  follow(options: FollowOptions): AsyncGenerator<OutboxEvent, void>;
  /** The place of now: what is followed after it happens from now on. */
  findPresent(): Promise<string>;
  close(): Promise<void>;
}

export interface OutboxFeedOptions {
  readonly pool: pg.Pool;
  /** A connection of its own, which listens for new rows. */
  readonly url: string;
  readonly schema: string;
  /** How long a new row may stay unnoticed when PostgreSQL's notice of it is lost. */
  readonly pollMs?: number;
  readonly batchSize?: number;
}

const CURSOR = /^\d{1,20}-\d{1,19}$/;

/** True for an id that a feed may be followed after. */
export const isEventId = (id: string): boolean => CURSOR.test(id);

/**
 * Reads the outbox of a pillar for its listeners, who pull: one that is slow keeps its place in the table and no
 * memory here, and one that comes back goes on after the last event it had.
 *
 * Numbers of a sequence are not given out in the order of commits. So rows are ordered by transaction, and read only
 * when no transaction is under way that might still add one before them.
 */
export function createOutboxFeed({ pool, url, schema, pollMs = 500, batchSize = 200 }: OutboxFeedOptions): OutboxFeed {
  const news = createSignalBox();
  const closing = new AbortController();
  let listening: Promise<void> | null = null;
  /** Listeners at the same place share one statement. */
  const reads = new Map<string, Promise<readonly OutboxEvent[]>>();

  function read(after: string): Promise<readonly OutboxEvent[]> {
    const known = reads.get(after);
    if (known) return known;
    const reading = readAfter(pool, after, batchSize).finally(() => { reads.delete(after); });
    reads.set(after, reading);
    return reading;
  }

  async function* follow({ topics, after, signal }: FollowOptions): AsyncGenerator<OutboxEvent, void> {
    listening ??= listen({ url, schema, signal: closing.signal, onNews: news.raise });
    const ended = AbortSignal.any([signal, closing.signal]);
    const wanted = new Set(topics);
    let place = after ?? await findPresent(pool);
    while (!ended.aborted) {
      const seen = news.count();
      const events = await read(place);
      for (const event of events) {
        place = event.id;
        if (ended.aborted) return;
        if (wanted.has(event.topic)) yield event;
      }
      if (events.length === 0) await news.wait({ after: seen, atMostMs: pollMs, signal: ended });
    }
  }

  return {
    follow,
    findPresent: () => findPresent(pool),
    close: async () => {
      closing.abort();
      await listening;
    },
  };
}

async function readAfter(pool: pg.Pool, after: string, limit: number): Promise<readonly OutboxEvent[]> {
  const [xact, id] = after.split('-');
  const { rows } = await pool.query<OutboxEvent>({
    name: 'outbox-after',
    text: `select xact || '-' || id as id, topic, subject, area_path as "areaPath", payload, occurred_at as "occurredAt"
           from outbox_event
           where (xact, id) > ($1::text::xid8, $2::bigint) and xact < pg_snapshot_xmin(pg_current_snapshot())
           order by xact, outbox_event.id limit $3`,
    values: [xact, id, limit],
  });
  return rows;
}

/** Where a listener begins that has nothing yet. */
async function findPresent(pool: pg.Pool): Promise<string> {
  const { rows: [row] } = await pool.query<{ place: string }>(`select pg_snapshot_xmin(pg_current_snapshot()) || '-0' as place`);
  return row?.place ?? '0-0';
}

interface ListenOptions {
  readonly url: string;
  readonly schema: string;
  readonly signal: AbortSignal;
  readonly onNews: () => void;
}

const RECONNECT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** Hears of new rows until the signal; a lost connection is replaced, and what was missed meanwhile is polled for. */
async function listen({ url, schema, signal, onNews }: ListenOptions): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
    const ended = once(client, 'end').catch(() => {});
    client.on('error', () => {});
    client.on('notification', onNews);
    const connected = client.connect();
    // A client that is ended while it connects settles neither promise: it is ended when it has connected.
    const close = () => void connected.then(() => client.end()).catch(() => {});
    signal.addEventListener('abort', close, { once: true });
    try {
      await connected;
      await client.query(`LISTEN ${client.escapeIdentifier(`outbox_${schema}`)}`);
      onNews();
      await ended;
    } catch {
      close();
    }
    signal.removeEventListener('abort', close);
    await sleep(RECONNECT_MS, undefined, { signal }).catch(() => {});
  }
}
