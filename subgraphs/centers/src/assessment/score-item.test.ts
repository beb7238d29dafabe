import { describe, expect, it } from '@jest/globals';
import { scoreItem, type ScoringRule } from './score-item.js';

const ratio: ScoringRule = { measure: 'RATIO', fullMarks: 20, target: 0.95, deduction: 0.5, vetoAt: 0.6 };
const count: ScoringRule = { measure: 'COUNT', fullMarks: 10, target: 2, deduction: 0.25, vetoAt: 30 };

describe('a share', () => {
  it.each([
    ['at the target', [95, 100], 20, false],
    ['above it', [100, 100], 20, false],
    ['five points below', [90, 100], 17.5, false],
    ['a third of a point below', [284, 300], 19.83, false],
    ['at the line of the veto', [60, 100], 2.5, false],
    ['below that line', [59, 100], 2, true],
    ['of none', [0, 100], 0, true],
  ] as const)('%s', (_name, [numerator, denominator], score, vetoed) => {
    expect(scoreItem(ratio, { numerator, denominator })).toEqual({ value: numerator / denominator, score, vetoed });
  });

  it('of nothing is not judged', () => {
    expect(scoreItem(ratio, { numerator: 0, denominator: 0 })).toEqual({ value: null, score: null, vetoed: false });
  });
});

describe('a count', () => {
  it.each([['of none', 0, 10, false], ['as allowed', 2, 10, false], ['one more', 3, 9.75, false], ['at the line of the veto', 30, 3, false], ['beyond it', 60, 0, true]])(
    '%s', (_name, numerator, score, vetoed) => {
      expect(scoreItem(count, { numerator, denominator: null })).toEqual({ value: numerator, score, vetoed });
    });

  it('without a line disqualifies nobody', () => {
    expect(scoreItem({ ...count, vetoAt: null }, { numerator: 1_000, denominator: null })).toMatchObject({ score: 0, vetoed: false });
  });
});
