import { checkAreaPath, checkWhole, commonPath, inputError, type RefusalOf, toLocalDay } from '@sizhu/kit';
import type { RecordSeriesPointsInput, SeriesPointInput } from '../__generated__/resolvers.js';
import { addDays, toWeekNumber } from '../calendar.js';
import type { InformatizationChangeTools, Tx } from './changes.js';
import { HORIZON_DAYS } from './raise-warnings.js';

export interface RecordedSeriesPoints {
  readonly __typename: 'SeriesPointsRecorded';
  readonly points: number;
  readonly changed: number;
}

const MOST_POINTS = 1_000;

/** Upserts weekly counts. What has changed is judged anew by the next upkeep, with the weeks that rest on it. */
export const createSeriesRecorder = ({ change, now }: InformatizationChangeTools) =>
  async (input: RecordSeriesPointsInput): Promise<RecordedSeriesPoints | RefusalOf<'KeyReused'>> => {
    const points = checkPoints(input.points, toLocalDay(now()));
    return change({ idempotencyKey: input.idempotencyKey, operation: 'recordSeriesPoints', input }, async (tx, announce) => {
      const changed = await writePoints(tx, points, now());
      const weeks = points.map(({ week }) => week).sort();
      await announce({
        topic: 'series.recorded', subject: 'series', areaPath: commonPath(points.map(({ areaPath }) => areaPath)),
        payload: { points: points.length, changed, firstWeek: weeks[0], lastWeek: weeks.at(-1) },
      });
      return { __typename: 'SeriesPointsRecorded', points: points.length, changed };
    });
  };

function checkPoints(points: readonly SeriesPointInput[], today: string): readonly SeriesPointInput[] {
  checkWhole('points', points.length, [1, MOST_POINTS]);
  const seen = new Set<string>();
  for (const { areaPath, series, week, value } of points) {
    checkAreaPath('areaPath', areaPath);
    checkWhole('value', value, [0, 10_000_000]);
    if (!Number.isInteger(toWeekNumber(week))) throw inputError('week', `${week} is no Monday.`);
    if (addDays(week, 7) > today) throw inputError('week', `the week of ${week} is not over yet; record it from ${addDays(week, 7)} on.`);
    const key = `${areaPath} ${series} ${week}`;
    if (seen.has(key)) throw inputError('points', `${key} is there twice; send it once.`);
    seen.add(key);
  }
  return points;
}

async function writePoints(tx: Tx, points: readonly SeriesPointInput[], at: Date): Promise<number> {
  // Writers of overlapping weeks would wait for each other in a circle; recording is rare and short.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('series_point'))`;
  const column = <Value>(pick: (point: SeriesPointInput) => Value) => points.map(pick);
  const changed = await tx.$queryRaw<{ areaPath: string; series: string; week: string }[]>`
    INSERT INTO series_point (area_path, series, week, value, recorded_at, provenance)
    SELECT area_path, series::"WarningSeries", week::date, value, ${at}, 'REGISTERED' FROM unnest(
      ${column(({ areaPath }) => areaPath)}::text[], ${column(({ series }) => series)}::text[],
      ${column(({ week }) => week)}::text[], ${column(({ value }) => value)}::int[]) AS sent(area_path, series, week, value)
    ON CONFLICT (area_path, series, week) DO UPDATE
    SET value = excluded.value, recorded_at = excluded.recorded_at, provenance = excluded.provenance, assessed = false
    WHERE series_point.value <> excluded.value
    RETURNING area_path AS "areaPath", series::text, week::text`;
  await tx.$executeRaw`
    UPDATE series_point p SET assessed = false
    FROM (SELECT area_path, series::"WarningSeries", min(week::date) AS week FROM unnest(
            ${changed.map(({ areaPath }) => areaPath)}::text[], ${changed.map(({ series }) => series)}::text[],
            ${changed.map(({ week }) => week)}::text[]) AS written(area_path, series, week) GROUP BY 1, 2) first
    WHERE p.area_path = first.area_path AND p.series = first.series AND p.week > first.week AND p.assessed
      AND p.week >= ${addDays(toLocalDay(at), -HORIZON_DAYS)}::date`;
  return changed.length;
}
