import type { Period } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

export interface GridCounts {
  readonly areaCode: string;
  readonly grids: number;
  readonly households: number;
  readonly posts: number;
  readonly filled: number;
  readonly terminals: number;
  readonly terminalsActive: number;
  readonly terminalsFaulty: number;
  readonly asOf: Date;
}

export interface DisputeCounts {
  readonly areaCode: string;
  readonly kindCode: string;
  readonly methodCode: string;
  readonly opened: number;
  readonly accepted: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly asOf: Date;
}

export interface Overdue {
  readonly areaCode: string;
  readonly overdue: number;
}

export interface MonthCounts {
  readonly areaCode: string;
  readonly month: string;
  readonly eventsReported: number;
  readonly eventsClosed: number;
  readonly disputesOpened: number;
}

/**
 * Rows of the months that lie wholly inside the period, and of the days at its edges: a long period
 * reads few rows, a short one is exact. Without a period, all months.
 */
const inPeriod = (period: Period | null) => (period === null
  ? sql`grain = 'M'`
  : sql`(
      (grain = 'M' and bucket >= ${period.from}::date and bucket + interval '1 month' <= ${period.to}::date)
      or (grain = 'D' and bucket >= ${period.from}::date and bucket < ${period.to}::date
          and not (date_trunc('month', bucket)::date >= ${period.from}::date
                   and date_trunc('month', bucket)::date + interval '1 month' <= ${period.to}::date))
    )`);

/** Deadlines are days: what is due today is not overdue. */
const beforeToday = sql`(
  (grain = 'M' and bucket < date_trunc('month', local_day(now()))::date)
  or (grain = 'D' and bucket >= date_trunc('month', local_day(now()))::date and bucket < local_day(now()))
)`;

/** Figures of an area and everything inside, from the maintained rollups: never from the rows they count. */
export function createRollupStore(db: Kysely<Database>) {
  return {
    async sumGrids(areaCodes: readonly string[]): Promise<readonly GridCounts[]> {
      const { rows } = await sql<GridCounts>`
        select area_code as "areaCode", sum(grids) as grids, sum(households) as households, sum(posts) as posts, sum(filled) as filled,
               sum(terminals) as terminals, sum(terminals_active) as "terminalsActive",
               sum(terminals_faulty) as "terminalsFaulty", max(as_of) as "asOf"
        from grid_rollup where area_code = any(${areaCodes}::text[]) group by area_code`.execute(db);
      return rows;
    },

    async sumDisputes(areaCodes: readonly string[], period: Period | null): Promise<readonly DisputeCounts[]> {
      const { rows } = await sql<DisputeCounts>`
        select area_code as "areaCode", kind_code as "kindCode", method_code as "methodCode", sum(opened) as opened,
               sum(accepted) as accepted, sum(succeeded) as succeeded, sum(failed) as failed, max(as_of) as "asOf"
        from dispute_rollup where area_code = any(${areaCodes}::text[]) and ${inPeriod(period)}
        group by area_code, kind_code, method_code
        having (sum(opened), sum(accepted), sum(open_due)) <> (0, 0, 0)
        order by kind_code, method_code`.execute(db);
      return rows;
    },

    async sumOverdueDisputes(areaCodes: readonly string[]): Promise<readonly Overdue[]> {
      const { rows } = await sql<Overdue>`
        select area_code as "areaCode", sum(open_due) as overdue from dispute_rollup
        where area_code = any(${areaCodes}::text[]) and ${beforeToday} group by area_code`.execute(db);
      return rows;
    },

    /** One row for each area and month, oldest first, also where nothing happened. */
    async sumMonths(areaCodes: readonly string[], months: number): Promise<readonly MonthCounts[]> {
      const { rows } = await sql<MonthCounts>`
        with month as (
          select (date_trunc('month', local_day(now())) - make_interval(months => back))::date as first_day
          from generate_series(0, ${months}::int - 1) as back
        ), figures as (
          select area_code, bucket, reported, closed, 0 as opened from event_rollup
          where area_code = any(${areaCodes}::text[]) and grain = 'M' and bucket >= (select min(first_day) from month)
          union all
          select area_code, bucket, 0, 0, opened from dispute_rollup
          where area_code = any(${areaCodes}::text[]) and grain = 'M' and bucket >= (select min(first_day) from month)
        )
        select area.code as "areaCode", month.first_day as month, coalesce(sum(reported), 0) as "eventsReported",
               coalesce(sum(closed), 0) as "eventsClosed", coalesce(sum(opened), 0) as "disputesOpened"
        from unnest(${areaCodes}::text[]) as area(code) cross join month
        left join figures on figures.area_code = area.code and figures.bucket = month.first_day
        group by area.code, month.first_day order by month.first_day`.execute(db);
      return rows;
    },
  };
}
