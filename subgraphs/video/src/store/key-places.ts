import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { CoverageSegment, Database, KeyPlace } from '../__generated__/database.js';

export type KeyPlaceRow = Awaited<ReturnType<ReturnType<typeof createKeyPlaceStore>['findKeyPlaces']>>[number];

export interface KeyPlaceScope {
  /** Without it, all places are meant. */
  readonly path?: string | null | undefined;
  readonly kind?: KeyPlace['kind'] | null | undefined;
  readonly filter?: {
    readonly kind?: readonly KeyPlace['kind'][] | null | undefined;
    readonly covered?: boolean | null | undefined;
  } | null | undefined;
}

export interface SegmentRow {
  /** Of the area that was asked for. */
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly lengthKm: number;
  readonly note: string;
  readonly provenance: CoverageSegment['provenance'];
}

/** Places that are to be watched, and stretches that are. */
export function createKeyPlaceStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const keyPlaces = () => db.selectFrom('key_place').select([
    'id', 'name', 'kind', 'area_path as areaPath', 'required_channels as requiredChannels', 'built_channels as builtChannels',
    'latitude', 'longitude', 'provenance',
  ]);

  function within({ path, kind, filter }: KeyPlaceScope) {
    let query = keyPlaces();
    if (path != null) query = query.where(isInside(path));
    if (kind != null) query = query.where('kind', '=', kind);
    if (filter?.kind) query = query.where('kind', '=', sql<KeyPlace['kind']>`any(${filter.kind}::"KeyPlaceKind"[])`);
    if (filter?.covered != null) query = query.where('built_channels', filter.covered ? '>' : '=', 0);
    return query;
  }

  return {
    findKeyPlaces: (ids: readonly string[]) => keyPlaces().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, by id. */
    listKeyPlaces(scope: KeyPlaceScope, { limit, after }: Page) {
      const query = within(scope).orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where('id', '>', after[0] as string) : query);
    },

    countKeyPlaces: (scope: KeyPlaceScope): Promise<number> => lists.count(within(scope)),

    /** Those inside each of the areas; an area inside another has its own again. */
    async findSegments(paths: readonly string[]) {
      const { rows } = await sql<SegmentRow>`
        select wanted.path, id, name, length_km as "lengthKm", note, provenance
        from unnest(${paths}::text[]) as wanted(path)
        join coverage_segment on area_path >= wanted.path and area_path < wanted.path || '0'
             and (area_path = wanted.path or area_path > wanted.path || '/')
        order by id`.execute(db);
      return rows;
    },
  };
}
