import { codeOfPath, type Period } from '@sizhu/kit';
import type { Kysely, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Database, GridEvent } from '../__generated__/database.js';
import { FIGURES, type FigureName } from '../events/figures.js';
import { isWholeMonths, splitPeriod } from '../split-period.js';
import { createLeafStore } from './event-leaves.js';
import type { Overdue } from './rollups.js';

export type EventFigures = Readonly<Record<FigureName, number>> & { readonly path: string; readonly asOf: Date };

export interface EventStateCounts {
  readonly areaCode: string;
  readonly state: GridEvent['state'];
  readonly events: number;
}

export interface OrganizationCounts {
  readonly path: string;
  readonly organizationId: string;
  readonly due: number;
  readonly closedOnTime: number;
  readonly yellow: number;
  readonly red: number;
}

export interface MedianHours {
  readonly path: string;
  readonly hours: number;
}

type Keyed<Row> = Omit<Row, 'path'> & { readonly areaCode: string };

const inRun = (column: RawBuilder<unknown>, { from, to }: Period) => sql`(${column} >= ${from}::date and ${column} < ${to}::date)`;

/** Rows of the months that lie wholly in the period, and of the days at its edges; without a period, of all months. */
function inPeriod(period: Period | null): RawBuilder<unknown> {
  if (period === null) return sql`grain = 'M'`;
  const { months, days } = splitPeriod(period);
  const runs = [...(months ? [sql`(grain = 'M' and ${inRun(sql`bucket`, months)})`] : []), ...days.map((run) => sql`(grain = 'D' and ${inRun(sql`bucket`, run)})`)];
  return sql`(${sql.join(runs, sql` or `)})`;
}

const inMonths = (period: Period | null) => (period === null ? sql`true` : inRun(sql`bucket`, period));

/**
 * A community, below which the rollups do not go by the day, nor by department or duration: it has so few
 * events that they are read themselves.
 */
const isLeaf = (path: string): boolean => path.split('/').length > 3;

/** Figures of events of an area and everything inside: of large areas from rollups, of the smallest from their rows. */
export function createEventRollupStore(db: Kysely<Database>) {
  const leaves = createLeafStore(db);

  /** Asks the rollup for some of the paths and the rows for the others, each once at most. */
  async function split<Row extends { readonly path: string }>(
    paths: readonly string[], readsRows: (path: string) => boolean,
    { rollup, rows }: { readonly rollup: (areaCodes: readonly string[]) => Promise<readonly Keyed<Row>[]>; readonly rows: (paths: readonly string[]) => Promise<readonly Row[]> },
  ): Promise<readonly Row[]> {
    const small = paths.filter(readsRows);
    const large = paths.filter((path) => !readsRows(path));
    const byCode = new Map(large.map((path) => [codeOfPath(path), path]));
    const [counted, read] = await Promise.all([large.length > 0 ? rollup([...byCode.keys()]) : [], small.length > 0 ? rows(small) : []]);
    return [...counted.map(({ areaCode, ...row }) => ({ ...row, path: byCode.get(areaCode) ?? '' }) as unknown as Row), ...read];
  }

  return {
    sumEvents: (paths: readonly string[], period: Period | null): Promise<readonly EventFigures[]> =>
      split<EventFigures>(paths, (path) => isLeaf(path) && period !== null && !isWholeMonths(period), {
        rollup: async (areaCodes) => (await sql<Keyed<EventFigures>>`
          select area_code as "areaCode", max(as_of) as "asOf", ${sql.join(FIGURES.map(({ name }) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`))}
          from event_rollup where area_code = any(${areaCodes}::text[]) and ${inPeriod(period)} group by area_code`.execute(db)).rows,
        rows: (small) => leaves.countEventsOf(small, period),
      }),

    /** The period is one of whole months, except for a leaf. */
    sumOrganizations: (paths: readonly string[], period: Period | null): Promise<readonly OrganizationCounts[]> =>
      split<OrganizationCounts>(paths, isLeaf, {
        rollup: async (areaCodes) => (await sql<Keyed<OrganizationCounts>>`
          select area_code as "areaCode", organization_id as "organizationId", sum(due) as due, sum(closed_on_time) as "closedOnTime", sum(yellow) as yellow, sum(red) as red
          from event_organization_rollup where area_code = any(${areaCodes}::text[]) and ${inMonths(period)}
          group by area_code, organization_id having sum(due) > 0 order by organization_id collate "C"`.execute(db)).rows,
        rows: (small) => leaves.countOrganizationsOf(small, period),
      }),

    /** From the histogram, evenly spread within each bin. The period is one of whole months, except for a leaf. */
    findMedianHours: (paths: readonly string[], period: Period | null): Promise<readonly MedianHours[]> =>
      split<MedianHours>(paths, isLeaf, {
        rollup: async (areaCodes) => (await sql<Keyed<MedianHours>>`
          with bins as (
            select area_code, hours_from, sum(events) as events from event_duration_rollup
            where area_code = any(${areaCodes}::text[]) and ${inMonths(period)} group by area_code, hours_from having sum(events) > 0
          ), sums as (
            select *, sum(events) over (partition by area_code order by hours_from) as upto, sum(events) over (partition by area_code) / 2.0 as half from bins
          )
          select area_code as "areaCode", (hours_from + (coalesce(upper, hours_from) - hours_from) * (half - upto + events) / events)::float8 as hours
          from sums left join lateral (select min(bound) as upper from unnest(event_duration_bounds()) as bound where bound > hours_from) next on true
          where upto >= half and upto - events < half`.execute(db)).rows,
        rows: (small) => leaves.findMedianHoursOf(small, period),
      }),

    async sumEventStates(areaCodes: readonly string[]): Promise<readonly EventStateCounts[]> {
      const { rows } = await sql<EventStateCounts>`
        select area_code as "areaCode", state, sum(events) as events
        from event_state_rollup where area_code = any(${areaCodes}::text[]) group by area_code, state order by state`.execute(db);
      return rows;
    },

    /** Deadlines are days: what is due today is not overdue. */
    async sumOverdueEvents(areaCodes: readonly string[]): Promise<readonly Overdue[]> {
      const { rows } = await sql<Overdue>`
        select area_code as "areaCode", sum(events) as overdue from event_open_rollup
        where area_code = any(${areaCodes}::text[]) and bucket < local_day(now()) group by area_code`.execute(db);
      return rows;
    },
  };
}
