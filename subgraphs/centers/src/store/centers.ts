import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Center, CenterFunction, Database, HubCapability, WorkMechanism } from '../__generated__/database.js';

export type CenterRow = Awaited<ReturnType<ReturnType<typeof createCenterStore>['findCenters']>>[number];

export interface CenterFilter {
  readonly status?: readonly Center['status'][] | null | undefined;
  readonly compliant?: boolean | null | undefined;
  readonly layout?: Center['layout'] | undefined;
  readonly demonstration?: boolean | null | undefined;
}

export interface CenterScope {
  /** Management path whose subtree is meant; null for everything. */
  readonly path: string | null;
  readonly level?: Center['level'] | null | undefined;
  readonly filter?: CenterFilter | null | undefined;
}

/** PostgreSQL enum arrays arrive as text such as {HUB,GRID_SERVICE}, so they are sent as text[]. */
const asTexts = <Value extends string>(column: string) => sql<readonly Value[]>`${sql.ref(column)}::text[]`;

export function createCenterStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const centers = () => db.selectFrom('center').select([
    'id', 'area_code as areaCode', 'name', 'level', 'kind', 'status', 'built_on as builtOn', 'floor_area_m2 as floorAreaM2',
    'layout', 'operating_model as operatingModel', 'director_post as directorPost', 'signage_unified as signageUnified',
    'signage_hung as signageHung', 'realized', 'operational', 'effective', 'compliant', 'version', 'provenance',
    asTexts<CenterFunction>('functions').as('functions'), asTexts<HubCapability>('capabilities').as('capabilities'),
    asTexts<WorkMechanism>('mechanisms').as('mechanisms'),
  ]);

  function within({ path, level, filter }: CenterScope) {
    let query = centers();
    if (path !== null) query = query.where(isInside(path));
    if (level) query = query.where('level', '=', level);
    if (filter?.status) query = query.where('status', '=', sql<Center['status']>`any(${filter.status}::"CenterStatus"[])`);
    if (filter?.compliant != null) query = query.where('compliant', '=', filter.compliant);
    if (filter?.demonstration != null) {
      const isSite = sql<boolean>`exists (select from demonstration_site site where site.center_id = center.id)`;
      query = query.where(filter.demonstration ? isSite : sql<boolean>`not ${isSite}`);
    }
    if (filter?.layout) query = query.where('layout', '=', filter.layout);
    return query;
  }

  return {
    /** Rows come in no promised order. */
    findCenters: (ids: readonly string[]) => centers().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    findCentersByArea: (areaCodes: readonly string[]) =>
      centers().where('area_code', '=', sql<string>`any(${areaCodes}::text[])`).execute(),

    /** One row more than the page holds, by id. */
    listCenters(scope: CenterScope, { limit, after }: Page) {
      const query = within(scope).orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where('id', '>', after[0] as string) : query);
    },

    countCenters: (scope: CenterScope): Promise<number> => lists.count(within(scope)),
  };
}
