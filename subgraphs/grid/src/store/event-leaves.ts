import { startOfDay, type Period } from '@sizhu/kit';
import type { Kysely, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';
import { FIGURES } from '../events/figures.js';
import type { EventFigures, MedianHours, OrganizationCounts } from './event-rollups.js';

const isIn = (column: string, period: Period | null): RawBuilder<unknown> => (period === null
  ? sql`${sql.ref(column)} is not null`
  : sql`(${sql.ref(column)} >= ${startOfDay(period.from)} and ${sql.ref(column)} < ${startOfDay(period.to)})`);

const onTime = sql`local_day(closed_at) <= local_day(due_at)`;

/** What the rollup counts, as conditions on a row. */
const conditionsIn = (period: Period | null): Readonly<Record<(typeof FIGURES)[number]['measure'], RawBuilder<unknown>>> => {
  const reported = isIn('reported_at', period);
  const due = isIn('due_at', period);
  return {
    reported,
    accepted: sql`${reported} and accepted_at is not null`,
    acceptance_due: sql`${reported} and (accepted_at is not null or is_open(state))`,
    closed: isIn('closed_at', period),
    due,
    closed_on_time: sql`${due} and ${onTime}`,
    yellow: sql`${due} and supervision = 'YELLOW'`,
    red: sql`${due} and supervision = 'RED'`,
  };
};

/** Figures of areas with nothing inside, from their own rows. */
export function createLeafStore(db: Kysely<Database>) {
  const within = (paths: readonly string[]) => sql`area_path = any(${paths}::text[])`;
  return {
    async countEventsOf(paths: readonly string[], period: Period | null): Promise<readonly EventFigures[]> {
      const conditions = conditionsIn(period);
      const figures = FIGURES.map(({ name, measure, category, severity }) => sql`count(*) filter (where ${conditions[measure]}
        ${category ? sql`and category = ${sql.lit(category)}` : sql``} ${severity ? sql`and severity = ${sql.lit(severity)}` : sql``})::int as ${sql.ref(name)}`);
      return (await sql<EventFigures>`
        select area_path as path, now() as "asOf", ${sql.join(figures)} from grid_event where ${within(paths)} group by area_path`.execute(db)).rows;
    },

    async countOrganizationsOf(paths: readonly string[], period: Period | null): Promise<readonly OrganizationCounts[]> {
      return (await sql<OrganizationCounts>`
        select area_path as path, responsible_id as "organizationId", count(*)::int as due, (count(*) filter (where ${onTime}))::int as "closedOnTime",
               (count(*) filter (where supervision = 'YELLOW'))::int as yellow, (count(*) filter (where supervision = 'RED'))::int as red
        from grid_event where ${within(paths)} and responsible_id is not null and ${isIn('due_at', period)}
        group by area_path, responsible_id order by responsible_id collate "C"`.execute(db)).rows;
    },

    async findMedianHoursOf(paths: readonly string[], period: Period | null): Promise<readonly MedianHours[]> {
      return (await sql<MedianHours>`
        select area_path as path, percentile_cont(0.5) within group (order by extract(epoch from closed_at - reported_at)::float8 / 3600) as hours
        from grid_event where ${within(paths)} and state in ('CLOSED', 'EVALUATED') and ${isIn('closed_at', period)} group by area_path`.execute(db)).rows;
    },
  };
}
