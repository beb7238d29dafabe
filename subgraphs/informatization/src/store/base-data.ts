import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

export type DatasetRow = Awaited<ReturnType<ReturnType<typeof createBaseDataStore>['findDatasets']>>[number];

/** Base data sets: counts and quality per area, never a person's row. */
export function createBaseDataStore(db: Kysely<Database>) {
  const definitions = () => db.selectFrom('dataset_definition').select(['id', 'category', 'name', 'standard']);
  return {
    listDefinitions: () => definitions().orderBy('id').execute(),

    findDefinitions: (ids: readonly string[]) => definitions().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** The own data sets of each area. */
    async findDatasets(areaCodes: readonly string[]) {
      return db.selectFrom('base_dataset')
        .select([
          sql<string>`split_part(area_path, '/', -1)`.as('areaCode'), 'definition_id as definitionId', 'record_count as recordCount',
          'qualifier', 'completeness', 'accuracy', 'baseline_clarity as baselineClarity', 'situation_clarity as situationClarity',
          'counted_at as countedAt', 'provenance',
        ])
        .where(sql`split_part(area_path, '/', -1)`, '=', sql<string>`any(${areaCodes}::text[])`)
        .orderBy('definition_id').execute();
    },
  };
}
