import { codeOfPath, toLocalDay } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, SeriesPoint } from '../__generated__/database.js';
import { addDays, toWeekNumber } from '../calendar.js';
import { assessWeek, YEARS_BACK, type Assessment } from '../warnings/assess-week.js';

/** Weeks that ended longer ago are history: nobody can act on them any more. */
export const HORIZON_DAYS = 26 * 7;
const HISTORY_DAYS = YEARS_BACK * 366 + 14 * 7;
const BATCH = 1_000;

interface Point {
  readonly areaPath: string;
  readonly series: SeriesPoint['series'];
  readonly week: string;
  readonly value: number;
  readonly provenance: SeriesPoint['provenance'];
}

type Raised = Point & Assessment;

export const toWarningId = ({ areaPath, series, week }: Pick<Point, 'areaPath' | 'series' | 'week'>): string =>
  `W${codeOfPath(areaPath)}-${series}-${week}`;

/**
 * Judges every week that has not been judged as it is now, and raises a warning where it stands out:
 * at most one for each area, series and week, whatever is recorded later and however many do this at a time.
 */
export async function raiseWarnings(db: Kysely<Database>, now: Date): Promise<void> {
  let left = true;
  while (left) left = await db.transaction().execute((tx) => raiseBatch(tx, now)) === BATCH;
}

async function raiseBatch(tx: Kysely<Database>, now: Date): Promise<number> {
  const oldest = addDays(toLocalDay(now), -HORIZON_DAYS);
  // What another process judges at this moment is left to it.
  const { rows: points } = await sql<Point>`
    select area_path as "areaPath", series, week, value, provenance from series_point
    where not assessed and week >= ${oldest}::date order by area_path, series, week limit ${BATCH} for update skip locked`.execute(tx);
  if (points.length === 0) return 0;
  const history = await readHistory(tx, points, oldest);
  const raised = points.flatMap((point): Raised[] => {
    const assessment = assessWeek(history.get(toSeries(point)) ?? new Map(), toWeekNumber(point.week));
    return assessment?.level ? [{ ...point, ...assessment }] : [];
  });
  await insertWarnings(tx, raised, now);
  await sql`
    update series_point p set assessed = true
    from ${toRows(points)} as judged(area_path, series, week)
    where (p.area_path, p.series, p.week) = (judged.area_path, judged.series, judged.week)`.execute(tx);
  return points.length;
}

const toSeries = ({ areaPath, series }: Pick<Point, 'areaPath' | 'series'>): string => `${series} ${areaPath}`;

const toRows = (points: readonly Pick<Point, 'areaPath' | 'series' | 'week'>[]) => sql`
  unnest(${points.map(({ areaPath }) => areaPath)}::text[], ${points.map(({ series }) => series)}::"WarningSeries"[],
         ${points.map(({ week }) => week)}::date[])`;

async function readHistory(tx: Kysely<Database>, points: readonly Point[], oldest: string): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const { rows } = await sql<Pick<Point, 'areaPath' | 'series' | 'week' | 'value'>>`
    select area_path as "areaPath", p.series, p.week, value from series_point p
    join (select distinct path, series from ${toRows(points)} as judged(path, series, week)) wanted
      on p.area_path = wanted.path and p.series = wanted.series
    where p.week >= ${addDays(oldest, -HISTORY_DAYS)}::date`.execute(tx);
  const groups = Map.groupBy(rows, toSeries);
  return new Map([...groups].map(([key, group]) => [key, new Map(group.map(({ week, value }) => [toWeekNumber(week), value]))]));
}

/** A warning and its announcement are there together; one that had been raised already stays as it is. */
async function insertWarnings(tx: Kysely<Database>, raised: readonly Raised[], now: Date): Promise<void> {
  if (raised.length === 0) return;
  const columns = raised.map((one) => ({ ...one, id: toWarningId(one) }));
  await sql`
    with inserted as (
      insert into early_warning (id, area_path, series, week, observed, expected, score, level, provenance, raised_at)
      select *, ${now}::timestamptz from unnest(
        ${columns.map(({ id }) => id)}::text[], ${columns.map(({ areaPath }) => areaPath)}::text[],
        ${columns.map(({ series }) => series)}::"WarningSeries"[], ${columns.map(({ week }) => week)}::date[],
        ${columns.map(({ observed }) => observed)}::int[], ${columns.map(({ expected }) => expected)}::float8[],
        ${columns.map(({ score }) => score)}::float8[], ${columns.map(({ level }) => level)}::"WarningLevel"[],
        ${columns.map(({ provenance }) => provenance)}::"Provenance"[])
      on conflict do nothing returning *)
    insert into outbox_event (topic, subject, area_path, payload)
    select 'warning.raised', id, area_path, jsonb_build_object('id', id, 'series', series, 'week', week, 'level', level)
    from inserted order by id`.execute(tx);
}
