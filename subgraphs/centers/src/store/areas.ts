import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Area, Database } from '../__generated__/database.js';

export type AreaRow = Awaited<ReturnType<ReturnType<typeof createAreaStore>['findAreas']>>[number];

/** Areas of the roster, in the management tree. */
export function createAreaStore(db: Kysely<Database>) {
  const areas = () => db.selectFrom('area').select([
    'code', 'name', 'level', 'kind', 'parent_code as parentCode', 'path', 'roster_version as rosterVersion', 'provenance',
  ]);
  return {
    /** Rows come in no promised order. */
    findAreas: (codes: readonly string[]) => areas().where('code', '=', sql<string>`any(${codes}::text[])`).execute(),

    /** By parent and code. */
    findChildren: (parentCodes: readonly string[]) =>
      areas().where('parent_code', '=', sql<string>`any(${parentCodes}::text[])`).orderBy('code').execute(),

    /** By code. `under` is an area code: everything that it manages, without itself. */
    async listAreas({ level, under }: { level?: Area['level'] | null | undefined; under?: string | null | undefined }) {
      let query = areas().orderBy('code');
      if (level) query = query.where('level', '=', level);
      if (under != null) {
        query = query
          .where('path', '>', sql<string>`(select path || '/' from area where code = ${under})`)
          .where('path', '<', sql<string>`(select path || '0' from area where code = ${under})`);
      }
      return query.execute();
    },
  };
}
