import { batchLists, isInside, type Page, type Period } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, WorkActivity } from '../__generated__/database.js';

export type ActivityRow = Awaited<ReturnType<ReturnType<typeof createActivityStore>['findActivities']>>[number];

export interface ActivityScope {
  /** Management path whose subtree is meant; null for everything. */
  readonly path: string | null;
  readonly filter?: {
    readonly kind?: readonly WorkActivity['kind'][] | null | undefined;
    readonly state?: readonly WorkActivity['state'][] | null | undefined;
    readonly planned?: Period | null | undefined;
  } | null | undefined;
}

/** Meetings, trainings and field visits. */
export function createActivityStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const activities = () => db.selectFrom('work_activity').select([
    'id', 'title', 'kind', 'area_path as areaPath', 'organizer_id as organizerId', 'state', 'planned_on as plannedOn', 'held_on as heldOn',
    'attendance', 'summary', 'version', 'provenance',
  ]);

  function within({ path, filter }: ActivityScope) {
    let query = activities();
    if (path !== null) query = query.where(isInside(path));
    if (filter?.kind) query = query.where('kind', '=', sql<WorkActivity['kind']>`any(${filter.kind}::"WorkActivityKind"[])`);
    if (filter?.state) query = query.where('state', '=', sql<WorkActivity['state']>`any(${filter.state}::"WorkActivityState"[])`);
    if (filter?.planned) query = query.where('planned_on', '>=', filter.planned.from).where('planned_on', '<', filter.planned.to);
    return query;
  }

  return {
    findActivities: (ids: readonly string[]) => activities().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, the latest planned first. */
    listActivities(scope: ActivityScope, { limit, after }: Page) {
      const query = within(scope).orderBy('planned_on', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(planned_on, id) < (${after[0]}::date, ${after[1]})`) : query);
    },

    countActivities: (scope: ActivityScope): Promise<number> => lists.count(within(scope)),
  };
}
