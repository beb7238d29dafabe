import { batchLists, isInside, startOfDay, type Page, type Period } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, DisputeCase, Supervision } from '../__generated__/database.js';

export type DisputeRow = Awaited<ReturnType<ReturnType<typeof createDisputeStore>['findDisputes']>>[number];
export type DisputeStepRow = Awaited<ReturnType<ReturnType<typeof createDisputeStore>['findDisputeSteps']>>[number];

/** Exactly one of the two says whose disputes are meant. */
export interface DisputeScope {
  readonly path?: string;
  readonly resolvingOrganizationId?: string;
  readonly filter?: {
    readonly state?: readonly DisputeCase['state'][] | null | undefined;
    readonly result?: DisputeCase['result'] | null | undefined;
    readonly kindCode?: string | null | undefined;
    readonly supervision?: Supervision | null | undefined;
    readonly opened?: Period | null | undefined;
    readonly overdue?: boolean | null | undefined;
  } | null | undefined;
}

/** Deadlines are days: what is due today is not overdue. The summary counts by the same condition. */
const isOverdue = sql<boolean>`(result = 'RESOLVING' and coalesce(local_day(due_at) < local_day(now()), false))`;

/** Disputes without their parties. */
export function createDisputeStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const disputes = () => db.selectFrom('dispute_case').select([
    'id', 'title', 'kind_code as kindCode', 'scale_code as scaleCode', 'method_code as methodCode', 'state', 'result',
    'area_path as areaPath', 'center_id as centerId', 'people_involved as peopleInvolved', 'organization_ids as organizationIds',
    'occurred_on as occurredOn', 'opened_at as openedAt', 'accepted_at as acceptedAt', 'due_at as dueAt', 'concluded_at as concludedAt',
    'resolving_organization_id as resolvingOrganizationId', 'risk', 'supervision', 'outcome', 'evaluated_on as evaluatedOn', 'evaluation',
    'version', 'provenance', isOverdue.as('overdue'),
  ]);

  function within({ path, resolvingOrganizationId, filter }: DisputeScope) {
    let query = disputes();
    if (path !== undefined) query = query.where(isInside(path));
    if (resolvingOrganizationId !== undefined) query = query.where('resolving_organization_id', '=', resolvingOrganizationId);
    if (filter?.state) query = query.where('state', '=', sql<DisputeCase['state']>`any(${filter.state}::"DisputeState"[])`);
    if (filter?.result) query = query.where('result', '=', filter.result);
    if (filter?.kindCode != null) query = query.where('kind_code', '=', filter.kindCode);
    if (filter?.supervision) query = query.where('supervision', '=', filter.supervision);
    if (filter?.overdue != null) query = query.where(filter.overdue ? isOverdue : sql<boolean>`not ${isOverdue}`);
    if (filter?.opened) {
      query = query.where('opened_at', '>=', startOfDay(filter.opened.from)).where('opened_at', '<', startOfDay(filter.opened.to));
    }
    return query;
  }

  return {
    findDisputes: (ids: readonly string[]) => disputes().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    findDisputeSteps: (disputeIds: readonly string[]) => db.selectFrom('dispute_step')
      .select(['dispute_id as disputeId', 'seq', 'action', 'state', 'at', 'organization_id as organizationId', 'method_code as methodCode', 'risk', 'supervision'])
      .where('dispute_id', '=', sql<string>`any(${disputeIds}::text[])`).orderBy('dispute_id').orderBy('seq').execute(),

    /** One row more than the page holds, latest first. */
    listDisputes(scope: DisputeScope, { limit, after }: Page) {
      const query = within(scope).orderBy('opened_at', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(opened_at, id) < (${after[0]}::timestamptz, ${after[1]})`) : query);
    },

    countDisputes: (scope: DisputeScope): Promise<number> => lists.count(within(scope)),
  };
}
