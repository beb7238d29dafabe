import { sql, type Kysely } from 'kysely';

/** How long a change can be asked for again under its key, and how long listeners may be away. */
const KEPT_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * What every pillar does from time to time: sums what writers have added to its rollups, so that a
 * figure is read from few rows, and forgets keys and announcements that nobody will ask for.
 */
export async function tidyUp<Tables>(db: Kysely<Tables>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  await sql`select fold_rollups()`.execute(db);
  await sql`delete from idempotency_key where created_at < ${before}`.execute(db);
  await sql`delete from outbox_event where occurred_at < ${before}`.execute(db);
}
