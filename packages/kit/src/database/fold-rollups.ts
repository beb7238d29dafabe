import { sql, type Kysely } from 'kysely';

/** Sums what writers have added to the pillar's rollups, so that a figure is read from few rows. It is right before and after. */
export async function foldRollups<Tables>(db: Kysely<Tables>): Promise<void> {
  await sql`select fold_rollups()`.execute(db);
}
