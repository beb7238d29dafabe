import { batchLists, isInside, startOfDay, type Page, type Period } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, HiddenRisk } from '../__generated__/database.js';

export type HiddenRiskRow = Awaited<ReturnType<ReturnType<typeof createHiddenRiskStore>['findHiddenRisks']>>[number];

export interface HiddenRiskScope {
  readonly path: string;
  readonly filter?: {
    readonly kind?: HiddenRisk['kind'] | null | undefined;
    readonly state?: readonly HiddenRisk['state'][] | null | undefined;
    readonly severity?: readonly HiddenRisk['severity'][] | null | undefined;
    readonly found?: Period | null | undefined;
    readonly overdue?: boolean | null | undefined;
  } | null | undefined;
}

export interface HiddenRiskCounts {
  readonly areaCode: string;
  readonly kind: HiddenRisk['kind'];
  readonly state: HiddenRisk['state'];
  readonly risks: number;
  readonly overdue: number;
  readonly asOf: Date;
}

/** Deadlines are days: what is due today is not overdue. The rollup counts by the same condition. */
const isOverdue = sql<boolean>`(state <> 'VERIFIED' and coalesce(local_day(due_at) < local_day(now()), false))`;

export function createHiddenRiskStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const risks = () => db.selectFrom('hidden_risk').select([
    'id', 'title', 'kind', 'subcategory_code as subcategoryCode', 'severity', 'origin', 'state', 'area_path as areaPath', 'grid_id as gridId',
    'center_id as centerId', 'responsible_id as responsibleId', 'latitude', 'longitude', 'found_at as foundAt', 'assigned_at as assignedAt',
    'due_at as dueAt', 'rectified_at as rectifiedAt', 'verified_at as verifiedAt', 'measure', 'returns', 'version', 'provenance', isOverdue.as('overdue'),
  ]);

  function within({ path, filter }: HiddenRiskScope) {
    let query = risks().where(isInside(path));
    if (filter?.kind) query = query.where('kind', '=', filter.kind);
    if (filter?.state) query = query.where('state', '=', sql<HiddenRisk['state']>`any(${filter.state}::"HiddenRiskState"[])`);
    if (filter?.severity) query = query.where('severity', '=', sql<HiddenRisk['severity']>`any(${filter.severity}::"Severity"[])`);
    if (filter?.overdue != null) query = query.where(filter.overdue ? isOverdue : sql<boolean>`not ${isOverdue}`);
    if (filter?.found) query = query.where('found_at', '>=', startOfDay(filter.found.from)).where('found_at', '<', startOfDay(filter.found.to));
    return query;
  }

  return {
    findHiddenRisks: (ids: readonly string[]) => risks().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, latest first. */
    listHiddenRisks(scope: HiddenRiskScope, { limit, after }: Page) {
      const query = within(scope).orderBy('found_at', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(found_at, id) < (${after[0]}::timestamptz, ${after[1]})`) : query);
    },

    countHiddenRisks: (scope: HiddenRiskScope): Promise<number> => lists.count(within(scope)),

    async sumHiddenRisks(areaCodes: readonly string[]): Promise<readonly HiddenRiskCounts[]> {
      const { rows } = await sql<HiddenRiskCounts>`
        select area_code as "areaCode", kind, state, sum(risks) as risks,
               coalesce(sum(risks) filter (where due_on < local_day(now())), 0) as overdue, max(as_of) as "asOf"
        from hidden_risk_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, kind, state having sum(risks) > 0 order by kind, state`.execute(db);
      return rows;
    },
  };
}
