import { batchLists, isInside, type Page, type Period } from '@sizhu/kit';
import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Database, SituationReport as SituationReportTable } from '../__generated__/database.js';

type SituationReport = Selectable<SituationReportTable>;

export type SituationReportRow = Awaited<ReturnType<ReturnType<typeof createSituationReportStore>['findSituationReports']>>[number];

export interface SituationScope {
  /** Null: everywhere. */
  readonly path: string | null;
  readonly filter: {
    readonly kind?: readonly SituationReport['kind'][] | null | undefined;
    readonly state?: readonly SituationReport['state'][] | null | undefined;
    readonly period?: Period | null | undefined;
  } | null | undefined;
}

/** Reports on the situation of areas (情报信息). */
export function createSituationReportStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const reports = () => db.selectFrom('situation_report').select([
    'id', 'area_path as areaPath', 'kind', 'title', 'body', 'period_from as periodFrom', 'period_to as periodTo',
    'author_organization_id as authorOrganizationId', 'recipient_organization_id as recipientOrganizationId', 'state', 'answer',
    'drafted_at as draftedAt', 'submitted_at as submittedAt', 'received_at as receivedAt', 'answered_at as answeredAt', 'version', 'provenance',
  ]);

  function within({ path, filter }: SituationScope) {
    let query = reports();
    if (path !== null) query = query.where(isInside(path));
    if (filter?.kind) query = query.where('kind', '=', sql<SituationReport['kind']>`any(${filter.kind}::"SituationKind"[])`);
    if (filter?.state) query = query.where('state', '=', sql<SituationReport['state']>`any(${filter.state}::"SituationState"[])`);
    if (filter?.period) query = query.where('period_from', '>=', filter.period.from).where('period_from', '<', filter.period.to);
    return query;
  }

  return {
    findSituationReports: (ids: readonly string[]) => reports().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, the latest period first. */
    listSituationReports(scope: SituationScope, { limit, after }: Page) {
      const query = within(scope).orderBy('period_from', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(period_from, id) < (${after[0]}::date, ${after[1]})`) : query);
    },

    countSituationReports: (scope: SituationScope): Promise<number> => lists.count(within(scope)),
  };
}
