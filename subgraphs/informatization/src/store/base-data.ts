import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { BaseDataset, Database } from '../__generated__/database.js';

/** Whose data sets are meant; without a category, all. */
export interface DatasetKey {
  readonly path: string;
  readonly category: string | null;
}

export interface DatasetRow extends DatasetKey {
  readonly definitionId: string;
  readonly recordCount: number;
  readonly qualifier: BaseDataset['qualifier'];
  readonly completeness: number | null;
  readonly accuracy: number | null;
  readonly baselineClarity: number | null;
  readonly situationClarity: number | null;
  readonly countedAt: Date;
  readonly provenance: BaseDataset['provenance'];
  readonly version: number;
}

/** Base data sets: counts and quality per area, never a person's row. */
export function createBaseDataStore(db: Kysely<Database>) {
  const definitions = () => db.selectFrom('dataset_definition').select(['id', 'category', 'name', 'standard', 'ledger_kind as ledgerKind']);
  return {
    listDefinitions: () => definitions().orderBy('id').execute(),

    findDefinitions: (ids: readonly string[]) => definitions().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /**
     * The own data sets of each area: all of them, or those of one category. The primary key begins with the path.
     */
    async findDatasets(wanted: readonly DatasetKey[]) {
      const { rows } = await sql<DatasetRow>`
        select wanted.path, wanted.category, definition_id as "definitionId", record_count as "recordCount", qualifier, completeness,
               accuracy, baseline_clarity as "baselineClarity", situation_clarity as "situationClarity", counted_at as "countedAt",
               base_dataset.provenance, base_dataset.version
        from unnest(${wanted.map(({ path }) => path)}::text[], ${wanted.map(({ category }) => category)}::text[]) as wanted(path, category)
        join base_dataset on base_dataset.area_path = wanted.path
        join dataset_definition definition on definition.id = definition_id
        where wanted.category is null or definition.category = wanted.category
        order by definition_id`.execute(db);
      return rows;
    },
  };
}
