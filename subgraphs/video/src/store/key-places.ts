import { isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, KeyPlace } from '../__generated__/database.js';

export type KeyPlaceRow = Awaited<ReturnType<ReturnType<typeof createKeyPlaceStore>['findKeyPlaces']>>[number];

export interface KeyPlaceScope {
  readonly path: string;
  readonly kind?: KeyPlace['kind'] | null | undefined;
}

/** Places that are to be watched, and stretches that are. */
export function createKeyPlaceStore(db: Kysely<Database>) {
  const keyPlaces = () => db.selectFrom('key_place').select([
    'id', 'name', 'kind', 'area_path as areaPath', 'required_channels as requiredChannels', 'built_channels as builtChannels',
    'latitude', 'longitude', 'provenance',
  ]);
  const within = ({ path, kind }: KeyPlaceScope) => {
    const query = keyPlaces().where(isInside(path));
    return kind ? query.where('kind', '=', kind) : query;
  };
  return {
    findKeyPlaces: (ids: readonly string[]) => keyPlaces().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, by id. */
    listKeyPlaces(scope: KeyPlaceScope, { limit, after }: Page) {
      const query = within(scope).orderBy('id').limit(limit + 1);
      return (after ? query.where('id', '>', after[0] as string) : query).execute();
    },

    async countKeyPlaces(scope: KeyPlaceScope): Promise<number> {
      const counted = db.selectFrom(within(scope).as('scope')).select(sql<number>`count(*)`.as('count'));
      return (await counted.executeTakeFirstOrThrow()).count;
    },

    listSegments: (path: string) => db.selectFrom('coverage_segment')
      .select(['id', 'name', 'length_km as lengthKm', 'note', 'provenance']).where(isInside(path)).orderBy('id').execute(),
  };
}
