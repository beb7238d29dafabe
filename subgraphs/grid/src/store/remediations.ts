import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, KeyAreaRemediation } from '../__generated__/database.js';

export type RemediationRow = Awaited<ReturnType<ReturnType<typeof createRemediationStore>['findRemediations']>>[number];

export interface RemediationScope {
  readonly path: string;
  readonly filter?: {
    readonly state?: KeyAreaRemediation['state'] | null | undefined;
    readonly effect?: KeyAreaRemediation['effect'] | undefined;
    readonly overdue?: boolean | null | undefined;
  } | null | undefined;
}

const isOverdue = sql<boolean>`(state = 'OPEN' and due_on < local_day(now()))`;

export function createRemediationStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const remediations = () => db.selectFrom('key_area_remediation').select([
    'id', 'place', 'problem', 'area_type_code as areaTypeCode', 'state', 'area_path as areaPath', 'lead_organization_id as leadOrganizationId',
    'participant_ids as participantIds', 'opened_on as openedOn', 'due_on as dueOn', 'effect', 'assessment', 'assessed_on as assessedOn', 'version',
    'provenance', isOverdue.as('overdue'),
  ]);

  function within({ path, filter }: RemediationScope) {
    let query = remediations().where(isInside(path));
    if (filter?.state) query = query.where('state', '=', filter.state);
    if (filter?.effect) query = query.where('effect', '=', filter.effect);
    if (filter?.overdue != null) query = query.where(filter.overdue ? isOverdue : sql<boolean>`not ${isOverdue}`);
    return query;
  }

  return {
    findRemediations: (ids: readonly string[]) => remediations().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, the latest deadline first. */
    listRemediations(scope: RemediationScope, { limit, after }: Page) {
      const query = within(scope).orderBy('due_on', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(due_on, id) < (${after[0]}::date, ${after[1]})`) : query);
    },

    countRemediations: (scope: RemediationScope): Promise<number> => lists.count(within(scope)),
  };
}
