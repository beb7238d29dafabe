import { describe, expect, it } from '@jest/globals';
import { assessWeek, type WeeklyCounts } from './assess-week.js';

const LAST = 2_900;

/** Five years of the same count, but for the weeks named. */
const steady = (count: number, others: Readonly<Record<number, number>> = {}, weeks = 300): WeeklyCounts =>
  new Map(Array.from({ length: weeks }, (_, back) => [LAST - back, others[-back] ?? count]));

/** As `count` all year, but as `high` in the six weeks before and after this time of the year. */
const seasonal = (count: number, high: number): WeeklyCounts => new Map(Array.from({ length: 300 }, (_, back) => {
  const sinceSeason = (back + 6) % 52.18;
  return [LAST - back, sinceSeason <= 12 ? high : count];
}));

describe('a week', () => {
  it.each([
    ['like all others is quiet', steady(20), null],
    ['with half as many is quiet', steady(20, { 0: 10 }), null],
    ['with a little more is quiet', steady(20, { 0: 28 }), null],
    ['far above is yellow', steady(20, { 0: 39 }), 'YELLOW'],
    ['farther above is orange', steady(20, { 0: 43 }), 'ORANGE'],
    ['threefold is red', steady(20, { 0: 60 }), 'RED'],
    ['with four after none is quiet: too few to tell of', steady(0, { 0: 4 }), null],
    ['with eight after none is red', steady(0, { 0: 8 }), 'RED'],
    ['is quiet where the same season was as high every year', seasonal(20, 60), null],
    ['is told of although one year had an outbreak in the same week', steady(20, { 0: 60, [-52]: 400 }), 'RED'],
  ])('%s', (_name, counts, level) => {
    expect(assessWeek(counts, LAST)?.level).toBe(level);
  });

  it.each([
    ['that is not there', steady(20), LAST + 1],
    ['with less than two years before it', steady(20, {}, 90), LAST],
  ])('%s is not judged', (_name, counts, week) => expect(assessWeek(counts, week)).toBeNull());

  it('is expected at the level of the weeks before, not of the years', () => {
    const risen = new Map([...steady(100)].map(([week, count]) => [week, week > LAST - 20 ? count * 1.5 : count]));
    const { expected, level } = assessWeek(risen, LAST) ?? {};
    expect(expected).toBeGreaterThan(140);
    expect(expected).toBeLessThan(152);
    expect(level).toBeNull();
  });
});
