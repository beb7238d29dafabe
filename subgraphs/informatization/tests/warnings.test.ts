import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { addDays } from '../src/calendar.js';
import { itHappensOnce } from './once.js';
import { NOW, startPillar, type Pillar } from './pillar-harness.js';

jest.setTimeout(60_000);

/** The last week that is over on the day of the tests. */
const LAST = '2026-11-16';
const XIGANG = '2102/210203';
let pillar: Pillar;

beforeAll(async () => { pillar = await startPillar(); });
afterAll(() => pillar?.stop());
beforeEach(() => pillar.fill(`
  INSERT INTO connected_center (center_id, area_path, level) VALUES
    ('C2102', '2102', 'CITY'), ('C210203', '${XIGANG}', 'DISTRICT'), ('C210203001', '${XIGANG}/210203001', 'STREET'), ('C210202', '2102/210202', 'DISTRICT')`));

/** Five quiet years of twenty a week, up to the week before the last. */
const settle = (path: string, series = 'EVENTS_REPORTED') => pillar.rows(`
  INSERT INTO series_point (area_path, series, week, value, recorded_at, assessed, provenance)
  SELECT $1, $2::"WarningSeries", '${LAST}'::date - 7 * back, 19 + back % 3, now(), true, 'SAMPLE' FROM generate_series(1, 280) AS back`, [path, series]);
let keys = 0;
const record = (...points: readonly object[]) => {
  keys += 1;
  return pillar.change('recordSeriesPoints', { idempotencyKey: `points-${keys}`, points }, '... on SeriesPointsRecorded { points changed }');
};
const point = (areaPath: string, value: number, week = LAST) => ({ areaPath, series: 'EVENTS_REPORTED', week, value });
const upkeep = async () => { await pillar.subgraph.upkeep?.(NOW); };
const raise = async (areaPath: string, value: number) => {
  await settle(areaPath);
  await record(point(areaPath, value));
  await upkeep();
};
const warnings = () => pillar.rows('SELECT area_path, series, week::text, observed, level, state, version, provenance FROM early_warning ORDER BY id');
const topics = async (topic: string) => (await pillar.rows('SELECT subject, area_path FROM outbox_event WHERE topic = $1 ORDER BY id', [topic]));

describe('recordSeriesPoints', () => {
  itHappensOnce({
    pillar: () => pillar, mutation: 'recordSeriesPoints', fields: '... on SeriesPointsRecorded { points changed }',
    input: { points: [point(XIGANG, 20)] }, other: { points: [point(XIGANG, 21)] }, topic: 'series.recorded',
  });

  it('upserts, tells what changed, and announces it for the area that holds all', async () => {
    expect(await record(point(XIGANG, 20), point(`${XIGANG}/210203001`, 5))).toMatchObject({ points: 2, changed: 2 });
    expect(await record(point(XIGANG, 20), point('2102/210202', 4), point(`${XIGANG}/210203001`, 6))).toMatchObject({ points: 3, changed: 2 });
    expect(await topics('series.recorded')).toEqual([XIGANG, '2102'].map((area_path) => ({ subject: 'series', area_path })));
    expect((await pillar.askArea(`${XIGANG}/210203001`, 'seriesPoints(series: EVENTS_REPORTED) { week value }')).seriesPoints)
      .toEqual([{ week: LAST, value: 6 }]);
  });

  it.each([
    ['points', []],
    ['points', [point(XIGANG, 1), point(XIGANG, 2)]],
    ['areaPath', [point('西岗区', 1)]],
    ['areaPath', [point('2102/', 1)]],
    ['week', [point(XIGANG, 1, '2026-11-17')]],
    ['week', [point(XIGANG, 1, '2026-11-23')]],
    ['value', [point(XIGANG, -1)]],
    ['value', [point(XIGANG, 10_000_001)]],
  ])('names %s as bad in %j', async (argument, points) => {
    expect(await pillar.findInputError('recordSeriesPoints', { idempotencyKey: 'key-00001', points })).toMatchObject({ argument });
  });

  it('by several at a time loses none', async () => {
    const weeks = Array.from({ length: 20 }, (_, back) => addDays(LAST, -7 * back));
    await Promise.all([1, 2, 3, 4].map((turn) => record(...(turn % 2 ? weeks : weeks.toReversed()).map((week) => point(XIGANG, turn, week)))));
    expect(await pillar.rows('SELECT count(*)::int, count(DISTINCT value)::int AS kinds FROM series_point')).toEqual([{ count: 20, kinds: 1 }]);
  });
});

describe('raising', () => {
  it('tells of a week that stands out, once, with its announcement', async () => {
    await raise(XIGANG, 70);
    await upkeep();
    expect(await warnings()).toEqual([
      { area_path: XIGANG, series: 'EVENTS_REPORTED', week: LAST, observed: 70, level: 'RED', state: 'RAISED', version: 1, provenance: 'REGISTERED' }]);
    expect(await topics('warning.raised')).toEqual([{ subject: `W210203-EVENTS_REPORTED-${LAST}`, area_path: XIGANG }]);
    expect(await pillar.differences()).toBe(0);
  });

  it('tells of it once, too, where several processes look at a time', async () => {
    await settle(XIGANG);
    await settle('2102');
    await record(point(XIGANG, 70), point('2102', 75));
    await Promise.all(Array.from({ length: 6 }, upkeep));
    await upkeep();
    expect(await warnings()).toHaveLength(2);
    expect(await topics('warning.raised')).toHaveLength(2);
    expect(await pillar.rows('SELECT FROM series_point WHERE NOT assessed')).toEqual([]);
  });

  it.each([
    ['a quiet week', XIGANG, 22, LAST],
    ['a week of an area with no history', '2102/210202', 70, LAST],
    ['a week of long ago', XIGANG, 70, '2026-02-02'],
  ])('does not tell of %s', async (_name, path, value, week) => {
    await settle(XIGANG);
    await record(point(path, value, week));
    await upkeep();
    expect(await warnings()).toEqual([]);
  });

  it('keeps what was seen when the count is corrected, and looks again when it is raised', async () => {
    await raise(XIGANG, 22);
    await record(point(XIGANG, 70));
    await upkeep();
    await record(point(XIGANG, 20));
    await upkeep();
    expect(await warnings()).toMatchObject([{ observed: 70, state: 'RAISED' }]);
  });

  it('looks again at the weeks that rest on a past which came late', async () => {
    await record(point(XIGANG, 70));
    await upkeep();
    expect(await warnings()).toEqual([]);
    await record(...Array.from({ length: 280 }, (_, back) => point(XIGANG, 20, addDays(LAST, -7 * (back + 1)))));
    await upkeep();
    expect(await warnings()).toMatchObject([{ observed: 70 }]);
  });
});

describe('a warning', () => {
  const id = `W210203-EVENTS_REPORTED-${LAST}`;
  const warningFields = 'state version acknowledgedBy { id } closedBy { id } conclusion note acknowledgedAt closedAt area { code }';
  const types: Readonly<Record<string, string>> = { acknowledgeWarning: 'WarningAcknowledged', closeWarning: 'WarningClosed' };
  const taken = { id, expectedVersion: 1, centerId: 'C210203' };
  const closing = { id, expectedVersion: 2, centerId: 'C2102', conclusion: 'CONFIRMED', note: '老旧小区供暖管网漏水，已抢修' };
  const move = (name: string, input: object) => {
    keys += 1;
    return pillar.change(name, { idempotencyKey: `moving-${keys}`, ...input }, `... on ${types[name]} { warning { ${warningFields} } }`);
  };
  beforeEach(async () => {
    await raise(XIGANG, 70);
    await pillar.rows('TRUNCATE outbox_event');
  });

  describe('acknowledged', () => itHappensOnce({
    pillar: () => pillar, mutation: 'acknowledgeWarning', fields: '... on WarningAcknowledged { warning { state version } }',
    input: taken, other: { centerId: 'C2102' }, topic: 'warning.acknowledged',
  }));

  describe('closed', () => {
    beforeEach(async () => {
      await move('acknowledgeWarning', taken);
      await pillar.rows('TRUNCATE outbox_event');
    });
    itHappensOnce({
      pillar: () => pillar, mutation: 'closeWarning', fields: '... on WarningClosed { warning { state version } }',
      input: closing, other: { conclusion: 'NOT_CONFIRMED' }, topic: 'warning.closed',
    });
  });

  it('goes from raised by acknowledged to closed, and is counted on the way', async () => {
    const counted = async () => (await pillar.askArea('2102', 'warningSummary { raised open } warningTrend(months: 2) { month raised yellow orange red }'));
    expect(await counted()).toEqual({
      warningSummary: { raised: 1, open: 1 },
      warningTrend: [{ month: '2026-10-01', raised: 0, yellow: 0, orange: 0, red: 0 }, { month: '2026-11-01', raised: 1, yellow: 0, orange: 0, red: 1 }],
    });
    expect((await move('acknowledgeWarning', taken)).warning).toMatchObject({ state: 'ACKNOWLEDGED', version: 2, acknowledgedBy: { id: 'C210203' }, closedBy: null });
    expect((await move('closeWarning', closing)).warning).toEqual({
      state: 'CLOSED', version: 3, acknowledgedBy: { id: 'C210203' }, closedBy: { id: 'C2102' }, conclusion: 'CONFIRMED', note: closing.note,
      acknowledgedAt: NOW.toISOString(), closedAt: NOW.toISOString(), area: { code: '210203' },
    });
    expect((await counted()).warningSummary).toEqual({ raised: 1, open: 0 });
    expect(await pillar.differences()).toBe(0);
  });

  it.each([
    ['acknowledgeWarning', { ...taken, id: 'W0' }, { __typename: 'NotFound', id: 'W0' }],
    ['acknowledgeWarning', { ...taken, centerId: 'C9' }, { __typename: 'NotFound', id: 'C9' }],
    ['acknowledgeWarning', { ...taken, expectedVersion: 0 }, { __typename: 'StaleVersion', currentVersion: 1 }],
    ['acknowledgeWarning', { ...taken, centerId: 'C210202' }, { __typename: 'CenterNotResponsible', centerId: 'C210202' }],
    ['acknowledgeWarning', { ...taken, centerId: 'C210203001' }, { __typename: 'CenterNotResponsible' }],
    ['closeWarning', { ...closing, expectedVersion: 1 }, { __typename: 'IllegalTransition', from: 'RAISED', allowed: ['acknowledgeWarning'] }],
  ])('refuses %s %j', async (name, input, refusal) => {
    expect(await move(name, input)).toMatchObject(refusal);
    expect(await warnings()).toMatchObject([{ state: 'RAISED', version: 1 }]);
    expect(await pillar.rows('SELECT FROM outbox_event')).toEqual([]);
  });

  it('is not moved once it is closed', async () => {
    await move('acknowledgeWarning', taken);
    await move('closeWarning', closing);
    expect(await move('closeWarning', { ...closing, expectedVersion: 3 })).toMatchObject({ __typename: 'IllegalTransition', from: 'CLOSED', allowed: [] });
    expect(await move('acknowledgeWarning', { ...taken, expectedVersion: 3 })).toMatchObject({ __typename: 'IllegalTransition', from: 'CLOSED' });
  });

  it('is taken up by one of several that try', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => move('acknowledgeWarning', taken)));
    expect(answers.filter(({ warning }) => warning)).toHaveLength(1);
    expect(answers.filter(({ currentVersion }) => currentVersion === 2)).toHaveLength(5);
  });

  it('takes no note of more than 500 characters', async () => {
    expect(await pillar.findInputError('closeWarning', { idempotencyKey: 'key-00001', ...closing, note: '长'.repeat(501) })).toMatchObject({ argument: 'note' });
  });
});

describe('lists', () => {
  beforeEach(() => pillar.rows(`
    INSERT INTO early_warning (id, area_path, series, week, observed, expected, score, level, state, raised_at, provenance)
    SELECT 'W' || at || path, path, 'EVENTS_REPORTED', '2026-01-05'::date + 7 * at, 9, 2, 3.5, ('{YELLOW,ORANGE,RED}'::"WarningLevel"[])[at % 3 + 1],
           'RAISED', now(), 'SAMPLE'
    FROM generate_series(0, 5) AS at, unnest('{2102,${XIGANG},${XIGANG}/210203001,2102/2102031}'::text[]) AS path`));

  it.each([
    ['2102', '', 24], [XIGANG, '', 12], [`${XIGANG}/210203001`, '', 6], ['2102/210299', '', 0],
    [XIGANG, '(filter: { level: [RED] })', 4], [XIGANG, '(filter: { state: [CLOSED] })', 0], [XIGANG, '(filter: { series: [OVERDUE_WORK] })', 0],
    [XIGANG, '(filter: { weeks: { from: "2026-01-12", to: "2026-01-26" } })', 4], [XIGANG, '(filter: { level: [] })', 0],
  ])('of %s with %s count %d', async (path, args, totalCount) => {
    expect((await pillar.askArea(path, `warnings${args} { totalCount }`)).warnings).toEqual({ totalCount });
  });

  it('page through all, the latest week first, each once', async () => {
    const seen: { id: string; week: string }[] = [];
    let after: string | null = null;
    do {
      const { warnings: page } = await pillar.ask('query ($after: String) { warnings(first: 5, after: $after) { edges { node { id week } } pageInfo { hasNextPage endCursor } } }', { after });
      seen.push(...page.edges.map(({ node }: { node: { id: string; week: string } }) => node));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(24);
    expect(seen.map(({ week }) => week)).toEqual(seen.map(({ week }) => week).toSorted().toReversed());
  });
});
