import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, Finding } from '../__generated__/database.js';

export type FindingRow = Awaited<ReturnType<ReturnType<typeof createFindingStore>['findFindings']>>[number];

export interface FindingScope {
  /** The center whose findings are meant, or the management path of the area, with all inside. */
  readonly of: { readonly centerId: string } | { readonly path: string };
  readonly filter?: {
    readonly state?: readonly Finding['state'][] | null | undefined;
    readonly overdue?: boolean | null | undefined;
  } | null | undefined;
  /** The day in Dalian. */
  readonly today: string;
}

export interface FindingCounts {
  readonly areaCode: string;
  readonly open: number;
  readonly overdue: number;
  readonly corrected: number;
  readonly verified: number;
  readonly asOf: Date;
}

export function createFindingStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const findings = () => db.selectFrom('finding').select([
    'id', 'area_path as areaPath', 'center_id as centerId', 'assessment_id as assessmentId', 'inspection_id as inspectionId', 'text', 'state',
    'found_on as foundOn', 'due_on as dueOn', 'corrected_on as correctedOn', 'corrected_by_id as correctedById', 'correction',
    'verified_on as verifiedOn', 'verified_by_id as verifiedById', 'version', 'provenance',
  ]);

  function within({ of, filter, today }: FindingScope) {
    let query = 'path' in of ? findings().where(isInside(of.path)) : findings().where('center_id', '=', of.centerId);
    if (filter?.state) query = query.where('state', '=', sql<Finding['state']>`any(${filter.state}::"FindingState"[])`);
    if (filter?.overdue != null) {
      const isOverdue = sql<boolean>`(state = 'OPEN' and due_on < ${today}::date)`;
      query = query.where(filter.overdue ? isOverdue : sql<boolean>`not ${isOverdue}`);
    }
    return query;
  }

  return {
    findFindings: (ids: readonly string[]) => findings().where('id', '=', anyOf(ids)).execute(),

    findFindingsOfInspections: (inspectionIds: readonly string[]) =>
      findings().where('inspection_id', '=', anyOf(inspectionIds)).orderBy('id').execute(),

    findFindingsOfAssessments: (assessmentIds: readonly string[]) =>
      findings().where('assessment_id', '=', anyOf(assessmentIds)).orderBy('id').execute(),

    /** One row more than the page holds, what is due first first. */
    listFindings(scope: FindingScope, { limit, after }: Page) {
      const query = within(scope).orderBy('due_on').orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(due_on, id) > (${after[0]}::date, ${after[1]})`) : query);
    },

    countFindings: (scope: FindingScope): Promise<number> => lists.count(within(scope)),

    sumFindings: (today: string) => async (areaCodes: readonly string[]): Promise<readonly FindingCounts[]> => {
      const { rows } = await sql<FindingCounts>`
        select area_code as "areaCode", sum(open) as open, coalesce(sum(open) filter (where due_on < ${today}::date), 0) as overdue,
               sum(corrected) as corrected, sum(verified) as verified, max(as_of) as "asOf"
        from finding_rollup where area_code = any(${areaCodes}::text[]) group by area_code`.execute(db);
      return rows;
    },
  };
}
