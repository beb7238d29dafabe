import { tailProbability } from './count-tail.js';

/** Counts by week; a week is the number of weeks since the Monday before 1970-01-01. */
export type WeeklyCounts = ReadonlyMap<number, number>;

export type WarningLevel = 'YELLOW' | 'ORANGE' | 'RED';

export interface Assessment {
  readonly observed: number;
  /** What the season and the level of the weeks before let expect. */
  readonly expected: number;
  /** −log₁₀ of the probability of so many or more. */
  readonly score: number;
  /** Null: nothing out of the ordinary. */
  readonly level: WarningLevel | null;
}

/** Scores from which a week is told of: one in 1,000, in 10,000, in 1,000,000. */
export const THRESHOLDS: readonly (readonly [WarningLevel, number])[] = [['RED', 6], ['ORANGE', 4], ['YELLOW', 3]];
/** Fewer are never told of, and never fewer than so many more than expected: they could point at a household. */
export const SMALLEST_COUNT = 5;
const SMALLEST_EXCESS = 3;

export const YEARS_BACK = 5;
const WEEKS_AROUND = 3;
/** Two years of seven weeks each. */
const FEWEST_REFERENCES = 14;
/** The level is that of the weeks 3 to 10 before: a rise that is under way does not yet count as usual. */
const LEVEL_FROM = 3;
const LEVEL_TO = 10;
/** So many made-up events keep the levels of quiet places from swinging. */
const LEVEL_WEIGHT = 20;
const LEVEL_LIMITS = [0.5, 2] as const;
const WEEKS_A_YEAR = 365.2425 / 7;

/**
 * Judges one week against the same season of up to five years before, each brought to today's level.
 * Null where fewer than two years are known. docs/warnings.md tells the method and how often it errs.
 */
export function assessWeek(counts: WeeklyCounts, week: number): Assessment | null {
  const observed = counts.get(week);
  if (observed === undefined) return null;
  const level = levelBefore(counts, week);
  const references = findReferences(counts, week, level);
  if (references.length < FEWEST_REFERENCES) return null;

  const values = clipOutliers(references);
  // Half an event more: a place where never anything happened is not surprised for ever by its first.
  const expected = (sumOf(values) + 0.5) / values.length;
  const spread = sumOf(values.map((value) => (value - expected) ** 2)) / (values.length - 1);
  // Counts scatter at least as much as those of independent events.
  const dispersion = Math.max(1, spread / expected);
  const uncertainty = 1 / values.length + (level === null ? 0 : expected / (level + LEVEL_WEIGHT));
  const score = -Math.log10(Math.max(tailProbability(observed, expected, dispersion * expected * (1 + uncertainty)), 1e-300));
  return { observed, expected, score, level: toLevel(observed, expected, score) };
}

function toLevel(observed: number, expected: number, score: number): WarningLevel | null {
  if (observed < SMALLEST_COUNT || observed - expected < SMALLEST_EXCESS) return null;
  return THRESHOLDS.find(([, threshold]) => score >= threshold)?.[0] ?? null;
}

/** How many there were in the eight weeks; null where one of them is not known. */
function levelBefore(counts: WeeklyCounts, week: number): number | null {
  let sum = 0;
  for (let back = LEVEL_FROM; back <= LEVEL_TO; back += 1) {
    const count = counts.get(week - back);
    if (count === undefined) return null;
    sum += count;
  }
  return sum;
}

function findReferences(counts: WeeklyCounts, week: number, level: number | null): readonly number[] {
  return Array.from({ length: YEARS_BACK }, (_, at) => week - Math.round(WEEKS_A_YEAR * (at + 1))).flatMap((middle) => {
    const then = levelBefore(counts, middle);
    const [lowest, highest] = LEVEL_LIMITS;
    const factor = level === null || then === null ? 1
      : Math.min(highest, Math.max(lowest, (level + LEVEL_WEIGHT) / (then + LEVEL_WEIGHT)));
    return Array.from({ length: 2 * WEEKS_AROUND + 1 }, (_, at) => counts.get(middle - WEEKS_AROUND + at))
      .flatMap((count) => (count === undefined ? [] : [count * factor]));
  });
}

/** Pulls what lies more than three deviations from the median back to there: an old outbreak must not hide a new one. */
function clipOutliers(values: readonly number[]): readonly number[] {
  const middle = medianOf(values);
  const deviation = 1.4826 * medianOf(values.map((value) => Math.abs(value - middle)));
  const limit = 3 * Math.max(deviation, Math.sqrt(Math.max(middle, 1)));
  return values.map((value) => Math.min(middle + limit, Math.max(middle - limit, value)));
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
