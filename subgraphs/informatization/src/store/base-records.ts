import { batchLists, type Page } from '@sizhu/kit';
import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { BaseRecord as BaseRecordTable, Database } from '../__generated__/database.js';

type BaseRecord = Selectable<BaseRecordTable>;

export type BaseRecordRow = Awaited<ReturnType<ReturnType<typeof createBaseRecordStore>['findBaseRecords']>>[number];

export interface BaseRecordScope {
  readonly path: string;
  readonly kind: BaseRecord['kind'];
}

export interface BaseRecordCounts {
  readonly areaCode: string;
  readonly kind: BaseRecord['kind'];
  readonly definitionId: string;
  readonly records: number;
  readonly asOf: Date;
}

/** The ledger of places, establishments and facilities (基础数据台账). */
export function createBaseRecordStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const records = () => db.selectFrom('base_record').select([
    'id', 'kind', 'definition_id as definitionId', 'name', 'area_path as areaPath', 'updated_at as updatedAt', 'version', 'provenance',
  ]);

  return {
    findBaseRecords: (ids: readonly string[]) => records().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /**
     * One row more than the page holds, by path and id. '0' follows '/', and no code holds a character before it: so the
     * subtree is one range of the index on kind, path and id, and a page deep in it is found as fast as the first.
     */
    listBaseRecords({ path, kind }: BaseRecordScope, { limit, after }: Page) {
      const query = records().where('kind', '=', kind).where('area_path', '<', `${path}0`).orderBy('area_path').orderBy('id').limit(limit + 1);
      return lists.rows(after
        ? query.where(sql<boolean>`(area_path, id) > (${after[0]}, ${after[1]})`)
        : query.where('area_path', '>=', path));
    },

    async sumBaseRecords(areaCodes: readonly string[]): Promise<readonly BaseRecordCounts[]> {
      const { rows } = await sql<BaseRecordCounts>`
        select area_code as "areaCode", kind, definition_id as "definitionId", sum(records) as records, max(as_of) as "asOf"
        from base_record_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, kind, definition_id having sum(records) <> 0 order by kind, definition_id`.execute(db);
      return rows;
    },
  };
}
