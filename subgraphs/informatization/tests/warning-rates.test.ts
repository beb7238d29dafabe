import { describe, expect, it, jest } from '@jest/globals';
import { createRandom } from '../../../hub/src/sample/random.js';
import { assessWeek, type WeeklyCounts } from '../src/warnings/assess-week.js';
import { drawCount, type Draw } from './simulated-counts.js';

jest.setTimeout(60_000);

/** Weekly mean through the year as in the sample city: a winter peak of a quarter more, a summer peak of an eighth. */
const SEASONS = [1.25, 0.85, 1, 0.92, 0.9, 0.95, 1.12, 1.15, 0.95, 0.9, 1.1, 1.2] as const;
const FIRST_WEEK = 2_700;
const YEARS = 5;
const WEEKS = 52 * YEARS;
const ASSESSED = 26;

interface World {
  readonly mean: number;
  /** Variance over mean; 1 is Poisson. */
  readonly dispersion: number;
  /** A year's growth. */
  readonly growth: number;
}

const meanAt = ({ mean, growth }: World, week: number): number => {
  const month = new Date((week * 7 - 3) * 86_400_000).getUTCMonth();
  return mean * (SEASONS[month] ?? 1) * (1 + growth) ** ((week - FIRST_WEEK) / 52);
};

const simulate = (world: World, draw: Draw): Map<number, number> => new Map(Array.from({ length: WEEKS }, (_, at) =>
  [FIRST_WEEK + at, drawCount(meanAt(world, FIRST_WEEK + at), world.dispersion, draw)]));

const isWarned = (counts: WeeklyCounts, week: number): boolean => assessWeek(counts, week)?.level != null;

/** The share of quiet weeks that are warned of. */
function falseAlarmRate(world: World, places: number): number {
  const { next } = createRandom(20_180_108, JSON.stringify(world));
  let alarms = 0;
  for (let place = 0; place < places; place += 1) {
    const counts = simulate(world, next);
    for (let back = 1; back <= ASSESSED; back += 1) alarms += Number(isWarned(counts, FIRST_WEEK + WEEKS - back));
  }
  return alarms / (places * ASSESSED);
}

/** The share of last weeks that are warned of when they have `factor` times as much. */
function power(world: World, factor: number, places: number): number {
  const { next } = createRandom(20_180_108, `step ${JSON.stringify(world)}`);
  let alarms = 0;
  for (let place = 0; place < places; place += 1) {
    const counts = simulate(world, next);
    const last = FIRST_WEEK + WEEKS - 1;
    counts.set(last, drawCount(factor * meanAt(world, last), world.dispersion, next));
    alarms += Number(isWarned(counts, last));
  }
  return alarms / places;
}

/** docs/warnings.md states these bounds. */
describe('of quiet weeks are warned of', () => {
  it.each([
    [0.002, { mean: 0.3, dispersion: 1, growth: 0 }],
    [0.002, { mean: 2, dispersion: 1, growth: 0 }],
    [0.002, { mean: 5, dispersion: 1, growth: 0.1 }],
    [0.002, { mean: 20, dispersion: 1, growth: 0 }],
    [0.002, { mean: 20, dispersion: 1, growth: 0.1 }],
    [0.002, { mean: 100, dispersion: 1, growth: -0.1 }],
    [0.002, { mean: 3_500, dispersion: 1, growth: 0.1 }],
    [0.005, { mean: 5, dispersion: 2, growth: 0 }],
    [0.005, { mean: 20, dispersion: 3, growth: 0.1 }],
    [0.005, { mean: 100, dispersion: 4, growth: 0.1 }],
  ])('at most %d at %j', (bound, world) => {
    expect(falseAlarmRate(world, 400)).toBeLessThanOrEqual(bound);
  });

  it('some, all the same: a method that never errs would not look', () => {
    expect(falseAlarmRate({ mean: 20, dispersion: 3, growth: 0 }, 400)).toBeGreaterThan(0.0002);
  });
});

describe('of weeks with a step are warned of', () => {
  it.each([
    [0.9, 2, { mean: 100, dispersion: 1, growth: 0 }],
    [0.8, 2, { mean: 50, dispersion: 1, growth: 0 }],
    [0.8, 3, { mean: 20, dispersion: 1, growth: 0.1 }],
    [0.8, 5, { mean: 5, dispersion: 1, growth: 0 }],
    [0.9, 1.5, { mean: 3_500, dispersion: 1, growth: 0.1 }],
    [0.8, 3, { mean: 100, dispersion: 4, growth: 0 }],
  ])('at least %d at %d times %j', (bound, factor, world) => {
    expect(power(world, factor, 400)).toBeGreaterThanOrEqual(bound);
  });
});
