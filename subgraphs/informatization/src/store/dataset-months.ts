import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, DatasetMonth } from '../__generated__/database.js';

export interface DatasetHistoryKey {
  readonly path: string;
  readonly definitionId: string;
  /** First day of the earliest month that is wanted. */
  readonly from: string;
}

export interface DatasetMonthRow extends DatasetHistoryKey {
  readonly month: string;
  readonly recordCount: number;
  readonly qualifier: DatasetMonth['qualifier'];
  readonly completeness: number | null;
  readonly accuracy: number | null;
  readonly baselineClarity: number | null;
  readonly situationClarity: number | null;
  readonly countedAt: Date;
  readonly provenance: DatasetMonth['provenance'];
}

/** The nine modules, and what data sets held month by month. */
export function createDatasetMonthStore(db: Kysely<Database>) {
  return {
    listModules: () => db.selectFrom('dataset_module')
      .select(['category', 'position', 'name_en as nameEn', 'scope', 'reason']).orderBy('position').execute(),

    /** Oldest first; the primary key begins with path and definition. */
    async findDatasetMonths(wanted: readonly DatasetHistoryKey[]): Promise<readonly DatasetMonthRow[]> {
      const { rows } = await sql<DatasetMonthRow>`
        select wanted.path, wanted.id as "definitionId", wanted."from"::text, month, record_count as "recordCount", qualifier, completeness,
               accuracy, baseline_clarity as "baselineClarity", situation_clarity as "situationClarity", counted_at as "countedAt", provenance
        from unnest(${wanted.map(({ path }) => path)}::text[], ${wanted.map(({ definitionId }) => definitionId)}::text[],
                    ${wanted.map(({ from }) => from)}::date[]) as wanted(path, id, "from")
        join dataset_month m on m.area_path = wanted.path and m.definition_id = wanted.id and m.month >= wanted."from"
        order by month`.execute(db);
      return rows;
    },
  };
}
