import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Center, Database, FundingRecord, StaffingRecord } from '../__generated__/database.js';

export interface CenterCounts {
  readonly areaCode: string;
  readonly level: Center['level'];
  readonly required: number;
  readonly planned: number;
  readonly building: number;
  readonly built: number;
  readonly covered: number;
  readonly operating: number;
  readonly compliant: number;
  readonly closed: number;
  readonly demonstrations: number;
  readonly asOf: Date;
}

/** Figures of an area and everything inside, from the maintained rollups: never from the rows they count. */
export function createRollupStore(db: Kysely<Database>) {
  return {
    /** One row for each area and tier, from the top tier down. */
    async sumCenters(areaCodes: readonly string[]): Promise<readonly CenterCounts[]> {
      const { rows } = await sql<CenterCounts>`
        select area_code as "areaCode", level, sum(required) as required, sum(planned) as planned, sum(building) as building,
               sum(built) as built, sum(covered) as covered, sum(operating) as operating, sum(compliant) as compliant, sum(closed) as closed,
               sum(demonstrations) as demonstrations, max(as_of) as "asOf"
        from center_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, level order by level`.execute(db);
      return rows;
    },

    async sumStaff(areaCodes: readonly string[]) {
      const { rows } = await sql<{ areaCode: string; source: StaffingRecord['source']; headcount: number }>`
        select area_code as "areaCode", source, sum(headcount) as headcount
        from staffing_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, source order by source`.execute(db);
      return rows;
    },

    async sumFunding(areaCodes: readonly string[]) {
      const { rows } = await sql<Pick<FundingRecord, 'source' | 'purpose'> & { areaCode: string; year: number; amountYuan: number }>`
        select area_code as "areaCode", year, source, purpose, sum(amount_yuan) as "amountYuan"
        from funding_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, year, source, purpose order by year, source, purpose`.execute(db);
      return rows;
    },
  };
}
