import { batchLists, isInside, type Page, type Period } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Area, Database } from '../__generated__/database.js';

export type RosterChangeRow = Awaited<ReturnType<ReturnType<typeof createRosterStore>['findRosterChanges']>>[number];

export interface RosterScope {
  /** Either end may be open. */
  readonly period: { readonly from: string; readonly to: Period['to'] | null };
  readonly level?: Area['level'] | null | undefined;
  /** Management path whose subtree is meant; null for everything. */
  readonly path: string | null;
}

/** What has changed in the roster of areas. */
export function createRosterStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const changes = () => db.selectFrom('roster_change').select([
    'id', 'area_code as areaCode', 'kind', 'changed_on as changedOn', 'former_name as formerName', 'former_parent_code as formerParentCode',
    'successor_code as successorCode', 'reason', 'provenance',
  ]);

  function within({ period, level, path }: RosterScope) {
    let query = changes().where('changed_on', '>=', period.from);
    if (period.to !== null) query = query.where('changed_on', '<', period.to);
    if (level) query = query.where('level', '=', level);
    if (path !== null) query = query.where(isInside(path));
    return query;
  }

  return {
    /** Of each area by day. */
    findRosterChanges: (areaCodes: readonly string[]) =>
      changes().where('area_code', '=', sql<string>`any(${areaCodes}::text[])`).orderBy('changed_on').orderBy('id').execute(),

    /** Rows come in no promised order. */
    findRosterChangesById: (ids: readonly string[]) => changes().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, by day and id. */
    listRosterChanges(scope: RosterScope, { limit, after }: Page) {
      const query = within(scope).orderBy('changed_on').orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(changed_on, id) > (${after[0]}::date, ${after[1]})`) : query);
    },

    countRosterChanges: (scope: RosterScope): Promise<number> => lists.count(within(scope)),
  };
}
