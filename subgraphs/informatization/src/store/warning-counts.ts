import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, EarlyWarning } from '../__generated__/database.js';

export interface WarningCounts {
  readonly areaCode: string;
  readonly series: EarlyWarning['series'];
  readonly level: EarlyWarning['level'];
  readonly raised: number;
  readonly open: number;
  readonly asOf: Date;
}

export interface MonthCountsKey {
  readonly code: string;
  /** First day of the latest month that is wanted. */
  readonly last: string;
  readonly months: number;
}

export interface MonthCounts extends MonthCountsKey {
  readonly month: string;
  readonly raised: number;
  readonly yellow: number;
  readonly orange: number;
  readonly red: number;
}

/** Warnings of an area and everything inside, from the maintained rollup. */
export function createWarningCountStore(db: Kysely<Database>) {
  return {
    async sumWarnings(areaCodes: readonly string[]): Promise<readonly WarningCounts[]> {
      const { rows } = await sql<WarningCounts>`
        select area_code as "areaCode", series, level, sum(raised) as raised, sum(open) as open, max(as_of) as "asOf"
        from warning_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, series, level having (sum(raised), sum(open)) <> (0, 0) order by series, level`.execute(db);
      return rows;
    },

    /** One row for each area and month, oldest first, also where nothing was raised. */
    async sumWarningMonths(wanted: readonly MonthCountsKey[]): Promise<readonly MonthCounts[]> {
      const { rows } = await sql<MonthCounts>`
        select wanted.code, wanted.last::text, wanted.months, month.day as month, coalesce(sum(raised), 0) as raised,
               coalesce(sum(raised) filter (where level = 'YELLOW'), 0) as yellow,
               coalesce(sum(raised) filter (where level = 'ORANGE'), 0) as orange,
               coalesce(sum(raised) filter (where level = 'RED'), 0) as red
        from unnest(${wanted.map(({ code }) => code)}::text[], ${wanted.map(({ last }) => last)}::date[],
                    ${wanted.map(({ months }) => months)}::int[]) as wanted(code, last, months)
        cross join lateral (select (wanted.last - make_interval(months => back))::date as day from generate_series(0, wanted.months - 1) as back) month
        left join warning_rollup r on r.area_code = wanted.code and r.month = month.day
        group by wanted.code, wanted.last, wanted.months, month.day order by month.day`.execute(db);
      return rows;
    },
  };
}
