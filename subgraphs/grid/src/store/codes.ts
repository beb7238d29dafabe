import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

export type CodeTableRow = Awaited<ReturnType<ReturnType<typeof createCodeStore>['listCodeTables']>>[number];
export type CodeRow = Awaited<ReturnType<ReturnType<typeof createCodeStore>['findCodes']>>[number];

/** Editions that have begun before those that have not, and later ones before earlier ones. */
const currentFirst = sql`t.in_force_from <= local_day(now()) desc, t.in_force_from desc, t.version desc`;

/** The code tables of this pillar: few, and read whole. */
export function createCodeStore(db: Kysely<Database>) {
  return {
    /** Every edition, the current one of each scheme first. */
    listCodeTables: () => db.selectFrom('code_table as t')
      .select(['t.scheme', 't.version', 't.name', 't.name_en as nameEn', 't.source', 't.in_force_from as inForceFrom', 't.provenance',
        sql<boolean>`row_number() over (partition by t.scheme order by ${currentFirst}) = 1 and t.in_force_from <= local_day(now())`.as('inForce')])
      .orderBy('t.scheme').orderBy(currentFirst).execute(),

    /** All values of the schemes, those of the current edition first, each edition in its own order. */
    findCodes: (schemes: readonly string[]) => db.selectFrom('code_value as v')
      .innerJoin('code_table as t', (join) => join.onRef('t.scheme', '=', 'v.scheme').onRef('t.version', '=', 'v.version'))
      .select(['v.scheme', 'v.version', 'v.code', 'v.name', 'v.name_en as nameEn', 'v.parent_code as parentCode', 'v.position'])
      .where('v.scheme', '=', sql<string>`any(${schemes}::text[])`)
      .orderBy('v.scheme').orderBy(currentFirst).orderBy('v.position').execute(),
  };
}
