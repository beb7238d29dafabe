import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

export type DisputeRow = Awaited<ReturnType<ReturnType<typeof createDisputeStore>['findDisputes']>>[number];

/** Disputes without their parties. */
export function createDisputeStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const disputes = () => db.selectFrom('dispute_case').select([
    'id', 'title', 'kind_code as kindCode', 'scale_code as scaleCode', 'method_code as methodCode', 'state', 'result',
    'area_path as areaPath', 'center_id as centerId', 'people_involved as peopleInvolved', 'opened_at as openedAt',
    'accepted_at as acceptedAt', 'due_at as dueAt', 'concluded_at as concludedAt', 'provenance',
  ]);
  return {
    findDisputes: (ids: readonly string[]) => disputes().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, latest first. */
    listDisputes(path: string, { limit, after }: Page) {
      const query = disputes().where(isInside(path)).orderBy('opened_at', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(opened_at, id) < (${after[0]}::timestamptz, ${after[1]})`) : query);
    },

    countDisputes: (path: string): Promise<number> => lists.count(db.selectFrom('dispute_case').select('id').where(isInside(path))),
  };
}
