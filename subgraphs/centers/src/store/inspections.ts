import { batchLists, isInside, type Page, type Period } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, Inspection } from '../__generated__/database.js';

export type InspectionRow = Awaited<ReturnType<ReturnType<typeof createInspectionStore>['findInspections']>>[number];

export interface InspectionScope {
  /** Management path whose subtree is meant. */
  readonly path: string;
  readonly filter?: {
    readonly state?: readonly Inspection['state'][] | null | undefined;
    readonly kind?: readonly Inspection['kind'][] | null | undefined;
    readonly planned?: Period | null | undefined;
  } | null | undefined;
}

export function createInspectionStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const inspections = () => db.selectFrom('inspection').select([
    'id', 'title', 'area_path as areaPath', 'kind', 'inspector_id as inspectorId', 'state', 'planned_on as plannedOn',
    'carried_out_on as carriedOutOn', 'closed_on as closedOn', 'conclusion', 'version', 'provenance',
  ]);

  function within({ path, filter }: InspectionScope) {
    let query = inspections().where(isInside(path));
    if (filter?.state) query = query.where('state', '=', sql<Inspection['state']>`any(${filter.state}::"InspectionState"[])`);
    if (filter?.kind) query = query.where('kind', '=', sql<Inspection['kind']>`any(${filter.kind}::"InspectionKind"[])`);
    if (filter?.planned) query = query.where('planned_on', '>=', filter.planned.from).where('planned_on', '<', filter.planned.to);
    return query;
  }

  return {
    findInspections: (ids: readonly string[]) => inspections().where('id', '=', anyOf(ids)).execute(),

    /** By center, the latest planned first. */
    findInspectionsOfCenters: (centerIds: readonly string[]) => inspections()
      .innerJoin('inspection_center', 'inspection_center.inspection_id', 'inspection.id').select('inspection_center.center_id as centerId')
      .where('inspection_center.center_id', '=', anyOf(centerIds)).orderBy('planned_on', 'desc').orderBy('id', 'desc').execute(),

    findInspectionCenters: (inspectionIds: readonly string[]) => db.selectFrom('inspection_center')
      .select(['inspection_id as inspectionId', 'center_id as centerId'])
      .where('inspection_id', '=', anyOf(inspectionIds)).orderBy('center_id').execute(),

    /** One row more than the page holds, the latest planned first. */
    listInspections(scope: InspectionScope, { limit, after }: Page) {
      const query = within(scope).orderBy('planned_on', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(planned_on, id) < (${after[0]}::date, ${after[1]})`) : query);
    },

    countInspections: (scope: InspectionScope): Promise<number> => lists.count(within(scope)),
  };
}
