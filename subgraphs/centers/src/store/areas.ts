import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Area, Database } from '../__generated__/database.js';

export type AreaRow = Awaited<ReturnType<ReturnType<typeof selectAreas>['execute']>>[number];

export interface AreaScope {
  readonly level?: Area['level'] | null | undefined;
  /** Code of the area inside which is meant, without itself. */
  readonly under?: string | null | undefined;
}

export interface ListedAreas extends AreaScope {
  /** Those that have ended are listed too. */
  readonly withEnded?: boolean | null | undefined;
}

/** `pathThen` is where the area hung on the day that was asked for; `path` is where its records are found. */
const selectAreas = (db: Kysely<Database>) => db.selectFrom('area').select([
  'code', 'name', 'level', 'kind', 'parent_code as parentCode', 'path', 'path as pathThen', 'roster_version as rosterVersion',
  'valid_from as validFrom', 'valid_to as validTo', 'version', 'provenance',
]);

/** Areas of the roster, in the management tree. */
export function createAreaStore(db: Kysely<Database>) {
  const areas = () => selectAreas(db);
  return {
    /** Those that have ended are among them. Rows come in no promised order. */
    findAreas: (codes: readonly string[]) => areas().where('code', '=', sql<string>`any(${codes}::text[])`).execute(),

    /** By parent and code. */
    findChildren: (parentCodes: readonly string[]) =>
      areas().where('parent_code', '=', sql<string>`any(${parentCodes}::text[])`).where('valid_to', 'is', null).orderBy('code').execute(),

    /** The roster as it stands, by code. */
    async listAreas({ level, under, withEnded }: ListedAreas) {
      let query = areas().orderBy('code');
      if (!withEnded) query = query.where('valid_to', 'is', null);
      if (level) query = query.where('level', '=', level);
      if (under != null) {
        query = query
          .where('path', '>', sql<string>`(select path || '/' from area where code = ${under})`)
          .where('path', '<', sql<string>`(select path || '0' from area where code = ${under})`);
      }
      return query.execute();
    },

    /** The roster as it stood on a day, by code: what is still so, and what was so until a later change. */
    async listAreasOf(asOf: string, { level, under }: AreaScope): Promise<readonly AreaRow[]> {
      // One range of the paths of that day, in each half: one subtree, or all of it.
      const inside = under == null ? sql`` : sql`and path > (select path || '/' from root) and path < (select path || '0' from root)`;
      const tier = level ? sql`where area.level = ${level}::"AreaLevel"` : sql``;
      const isSo = sql`coalesce(current_from, valid_from) <= ${asOf}::date and (valid_to is null or valid_to > ${asOf}::date)`;
      const wasSo = sql`valid_from <= ${asOf}::date and valid_to > ${asOf}::date`;
      const { rows } = await sql<AreaRow>`
        with root as (
          select path from area where code = ${under ?? null} and ${isSo}
          union all select path from area_former_state where area_code = ${under ?? null} and ${wasSo}
        ), standing as (
          select code, name, parent_code, path from area where ${isSo} ${inside}
          union all select area_code, name, parent_code, path from area_former_state where ${wasSo} ${inside}
        )
        select area.code, standing.name, area.level, area.kind, standing.parent_code as "parentCode", area.path, standing.path as "pathThen",
               area.roster_version as "rosterVersion", area.valid_from as "validFrom", area.valid_to as "validTo", area.version, area.provenance
        from standing join area on area.code = standing.code ${tier}
        order by area.code`.execute(db);
      return rows;
    },
  };
}
