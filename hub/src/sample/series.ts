import { assessWeek, toWarningId } from '@sizhu/informatization';
import { day, seasonOf, startOfDay, toBeginning, toLocalDay, toStamp } from './calendar.js';
import type { Area } from './divisions.js';
import { createRandom, drawPoisson, type Random } from './random.js';
import type { Roster } from './roster.js';
import { readColumns, toTable, type SampleTable, type Value } from './table.js';

type Series = 'EVENTS_REPORTED' | 'DISPUTES_OPENED' | 'OVERDUE_WORK' | 'CHANNEL_OUTAGES';
type Counts = Map<number, number>;

/** What is counted of each area, by its path, series and week. */
type Tally = Map<string, Map<Series, Counts>>;

interface SeriesInput {
  readonly roster: Roster;
  readonly seed: number;
  readonly anchorDate: string;
  /** The sample's own grid pillar: what happened in its thirteen months is counted, not made up. */
  readonly grid: readonly SampleTable[];
}

const historyWeeks = 209;
const judgedWeeks = 26;
const growth = 0.02;
const ofStreets: readonly Series[] = ['EVENTS_REPORTED', 'DISPUTES_OPENED'];

/** A week is numbered from the Monday before 1970-01-01, as the informatization pillar numbers them. */
const toWeek = (moment: number): number => Math.floor((toLocalDay(moment) + 3) / 7);
const toMonday = (week: number): string => new Date((week * 7 - 3) * day).toISOString().slice(0, 10);

/** Weekly counts of four years, and the early warnings that the pillar itself would have raised from them. */
export function makeSeries(input: SeriesInput): SampleTable[] {
  const { roster, seed, anchorDate } = input;
  const tally: Tally = new Map();
  const weeks = { end: toWeek(startOfDay(anchorDate)), counted: toWeek(toBeginning(anchorDate) + 6 * day) };
  countGrid(input, tally, weeks);
  makeUpHistory(tally, roster, weeks, createRandom(seed, 'series history'));
  makeUpOutages(tally, roster, weeks, createRandom(seed, 'channel outages'));
  const areas = roster.areas.filter(({ path }) => tally.has(path));
  return [
    {
      name: 'series_point', columns: ['area_path', 'series', 'week', 'value', 'recorded_at', 'assessed', 'provenance'],
      total: sum(areas.flatMap(({ path }) => [...tally.get(path)?.values() ?? []].map(({ size }) => size))),
      rows: { [Symbol.iterator]: () => pointsOf(areas, tally) },
    },
    toTable('early_warning', makeWarnings(areas, tally, { end: weeks.end, roster, now: startOfDay(anchorDate), random: createRandom(seed, 'warnings') })),
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Adds to the area of this path and to all above it. What concerns few streets a week is counted for districts only. */
function add(tally: Tally, path: string, series: Series, [week, count]: readonly [week: number, count: number]): void {
  const codes = path.split('/').slice(0, ofStreets.includes(series) ? 3 : 2);
  for (let length = 1; length <= codes.length; length += 1) {
    const above = codes.slice(0, length).join('/');
    const ofArea = tally.get(above) ?? new Map<Series, Counts>();
    tally.set(above, ofArea);
    const counts = ofArea.get(series) ?? new Map<number, number>();
    ofArea.set(series, counts);
    counts.set(week, (counts.get(week) ?? 0) + count);
  }
}

interface Weeks {
  /** The first that is not over. */
  readonly end: number;
  /** The first that the sample's events and disputes fill whole. */
  readonly counted: number;
}

function countGrid({ grid, anchorDate, roster }: SeriesInput, tally: Tally, { end, counted }: Weeks): void {
  const streets = roster.streets.map(({ path }) => path);
  for (let week = counted; week < end; week += 1) {
    for (const path of streets) for (const series of ofStreets) add(tally, path, series, [week, 0]);
    for (const { path } of districtsOf(roster)) add(tally, path, 'OVERDUE_WORK', [week, 0]);
  }
  const now = startOfDay(anchorDate);
  const count = (path: Value | undefined, series: Series, moment: number) => {
    const week = toWeek(moment);
    if (week >= counted && week < end) add(tally, String(path), series, [week, 1]);
  };
  for (const { path, reported, due, closed } of readColumns(grid, 'grid_event', { path: 'area_path', reported: 'reported_at', due: 'due_at', closed: 'closed_at' })) {
    count(path, 'EVENTS_REPORTED', Date.parse(String(reported)));
    if (due == null) continue;
    const dueAt = Date.parse(String(due));
    if (dueAt < now && (closed == null || Date.parse(String(closed)) > dueAt)) count(path, 'OVERDUE_WORK', dueAt);
  }
  for (const { path, opened } of readColumns(grid, 'dispute_case', { path: 'area_path', opened: 'opened_at' })) {
    count(path, 'DISPUTES_OPENED', Date.parse(String(opened)));
  }
}

const districtsOf = ({ areas }: Roster) => areas.filter(({ level }) => level === 'DISTRICT');

/** Years before the sample begins look like those that it counts, with a little less each year back. */
function makeUpHistory(tally: Tally, roster: Roster, { end, counted }: Weeks, random: Random): void {
  const made = [
    ...roster.streets.flatMap(({ path }) => ofStreets.map((series) => [path, series] as const)),
    ...districtsOf(roster).map(({ path }) => [path, 'OVERDUE_WORK'] as const),
  ].map(([path, series]) => ({ path, series, mean: sum([...tally.get(path)?.get(series)?.values() ?? []]) / Math.max(1, end - counted) }));
  for (let week = end - historyWeeks; week < counted; week += 1) {
    // A whole city has better and worse weeks, beyond chance in each place.
    const weather = 1 + 0.07 * (random.next() + random.next() - 1);
    const factor = weather * seasonOf(week * 7 * day) * (1 - growth) ** ((end - week) / 52);
    for (const { path, series, mean } of made) add(tally, path, series, [week, drawPoisson(mean * factor, random)]);
  }
}

/** Nobody counts the outages of the sample's channels: all of it is made up, with a bad week here and there. */
function makeUpOutages(tally: Tally, roster: Roster, { end }: Weeks, random: Random): void {
  for (const { path } of districtsOf(roster)) {
    const mean = random.int(4, 24);
    const bad = end - random.int(1, judgedWeeks);
    for (let week = end - historyWeeks; week < end; week += 1) {
      add(tally, path, 'CHANNEL_OUTAGES', [week, drawPoisson(mean * (week === bad ? 3 : 1), random)]);
    }
  }
}

function* pointsOf(areas: readonly Area[], tally: Tally): Generator<readonly Value[]> {
  for (const { path } of areas) {
    for (const [series, counts] of tally.get(path) ?? []) {
      for (const [week, value] of counts) {
        yield [path, series, toMonday(week), value, `${toMonday(week + 1)}T00:30:00+08:00`, true, 'SAMPLE'];
      }
    }
  }
}

interface WarningInput {
  readonly end: number;
  readonly roster: Roster;
  readonly now: number;
  readonly random: Random;
}

function makeWarnings(areas: readonly Area[], tally: Tally, input: WarningInput) {
  return areas.flatMap((area) => [...tally.get(area.path) ?? []].flatMap(([series, counts]) =>
    Array.from({ length: judgedWeeks }, (_, at) => input.end - judgedWeeks + at).flatMap((week) => {
      const assessment = assessWeek(counts, week);
      if (!assessment?.level) return [];
      const { observed, expected, score, level } = assessment;
      const monday = toMonday(week);
      return [{
        id: toWarningId({ areaPath: area.path, series, week: monday }), area_path: area.path, series, week: monday,
        observed, expected, score, level, ...drawCourse(area, week, input), provenance: 'SAMPLE',
      }];
    })));
}

/** Old warnings are closed, most of the recent ones taken up, those of the last two weeks new. */
function drawCourse(area: Area, week: number, { end, roster, now, random }: WarningInput) {
  const raisedAt = startOfDay(toMonday(week + 1)) + 3_600_000;
  const acknowledgedAt = raisedAt + day * (0.4 + random.next());
  const closedAt = acknowledgedAt + day * (1 + 8 * random.next());
  const age = end - week;
  const isAcknowledged = acknowledgedAt < now && (age > 6 || (age > 2 && random.chance(0.7)));
  const isClosed = isAcknowledged && closedAt < now && age > 6;
  const center = roster.centerOf(area);
  const isConfirmed = random.chance(0.6);
  return {
    state: isClosed ? 'CLOSED' : isAcknowledged ? 'ACKNOWLEDGED' : 'RAISED',
    raised_at: toStamp(raisedAt),
    acknowledged_at: isAcknowledged ? toStamp(acknowledgedAt) : null, acknowledged_by_id: isAcknowledged ? center : null,
    closed_at: isClosed ? toStamp(closedAt) : null, closed_by_id: isClosed ? center : null,
    conclusion: isClosed ? (isConfirmed ? 'CONFIRMED' : 'NOT_CONFIRMED') : null,
    note: isClosed ? (isConfirmed ? '已会同有关部门处置' : '经核查为集中补录，无异常') : null,
    version: isClosed ? 3 : isAcknowledged ? 2 : 1,
  };
}
