import type { AssessmentMeasure } from '../__generated__/resolvers.js';

export interface ScoringRule {
  readonly measure: AssessmentMeasure;
  readonly fullMarks: number;
  readonly target: number;
  readonly deduction: number;
  readonly vetoAt: number | null;
}

export interface RecordedFigure {
  /** The count itself where the item is a count. */
  readonly numerator: number;
  readonly denominator: number | null;
}

export interface ItemScore {
  /** Null where nothing could be counted: a share of nothing. */
  readonly value: number | null;
  /** Null where the value is. */
  readonly score: number | null;
  readonly vetoed: boolean;
}

const toHundredths = (points: number): number => Math.round(points * 100) / 100;

/**
 * What a figure is worth by the rule of its item.
 *
 * - RATIO: full marks from the target on; below it `deduction` points go with each percentage point that is missing.
 * - COUNT: full marks up to the target; above it `deduction` points go with each one more.
 * - Never below zero, rounded to hundredths.
 * - A share below `vetoAt`, or a count above it, disqualifies the area (一票否决). The points stay as they are.
 * - A share of nothing has no value: it is not judged, and takes no marks.
 */
export function scoreItem({ measure, fullMarks, target, deduction, vetoAt }: ScoringRule, { numerator, denominator }: RecordedFigure): ItemScore {
  const isRatio = measure === 'RATIO';
  if (isRatio && !denominator) return { value: null, score: null, vetoed: false };
  const value = isRatio ? numerator / (denominator ?? 1) : numerator;
  const missing = isRatio ? (target - value) * 100 : value - target;
  return {
    value,
    score: toHundredths(Math.max(0, fullMarks - deduction * Math.max(0, missing))),
    vetoed: vetoAt !== null && (isRatio ? value < vetoAt : value > vetoAt),
  };
}
