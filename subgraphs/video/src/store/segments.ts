import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

export type SegmentRow = Awaited<ReturnType<ReturnType<typeof createSegmentStore>['findSegments']>>[number];

/** Stretches that cameras cover. */
export function createSegmentStore(db: Kysely<Database>) {
  const columns = [
    'id', 'name', 'area_path as areaPath', 'length_km as lengthKm', 'note', 'retired_at as retiredAt', 'version', 'provenance',
  ] as const;
  return {
    findSegments: (ids: readonly string[]) => db.selectFrom('coverage_segment').select(columns)
      .where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** Those in use inside each of the areas; an area inside another has its own again. `path` is that of the area that was asked for. */
    findSegmentsInside: (paths: readonly string[]) => db.selectFrom(sql<{ path: string }>`unnest(${paths}::text[])`.as<'wanted'>(sql`wanted(path)`))
      .innerJoin('coverage_segment', (join) => join.on(sql<boolean>`
        area_path >= wanted.path and area_path < wanted.path || '0' and (area_path = wanted.path or area_path > wanted.path || '/')`))
      .select(['wanted.path', ...columns]).where('retired_at', 'is', null).orderBy('id').execute(),
  };
}
