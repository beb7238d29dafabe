import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, KeyPlace } from '../__generated__/database.js';

export type KeyPlaceRow = Awaited<ReturnType<ReturnType<typeof createKeyPlaceStore>['findKeyPlaces']>>[number];

export interface KeyPlaceScope {
  /** Without it, all places are meant. */
  readonly path?: string | null | undefined;
  readonly kind?: KeyPlace['kind'] | null | undefined;
  readonly filter?: {
    readonly kind?: readonly KeyPlace['kind'][] | null | undefined;
    readonly covered?: boolean | null | undefined;
    readonly fulfilled?: boolean | null | undefined;
  } | null | undefined;
}

/** Places that are to be watched. */
export function createKeyPlaceStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const keyPlaces = () => db.selectFrom('key_place').select([
    'id', 'name', 'kind', 'area_path as areaPath', 'required_channels as requiredChannels', 'built_channels as builtChannels',
    'missing_channels as missingChannels', 'position_type as positionType', 'latitude', 'longitude', 'retired_at as retiredAt', 'version', 'provenance',
  ]);

  function within({ path, kind, filter }: KeyPlaceScope) {
    // Lists leave out what is retired; who knows an id still finds it.
    let query = keyPlaces().where('retired_at', 'is', null);
    if (path != null) query = query.where(isInside(path));
    if (kind != null) query = query.where('kind', '=', kind);
    if (filter?.kind) query = query.where('kind', '=', sql<KeyPlace['kind']>`any(${filter.kind}::"KeyPlaceKind"[])`);
    if (filter?.covered != null) query = query.where('built_channels', filter.covered ? '>' : '=', 0);
    if (filter?.fulfilled != null) query = query.where('missing_channels', filter.fulfilled ? '=' : '>', 0);
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
  };
}
