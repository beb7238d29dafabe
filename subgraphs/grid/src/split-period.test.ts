import { expect, it } from '@jest/globals';
import { splitPeriod } from './split-period.js';

const run = (from: string, to: string) => ({ from, to });
const whole = (from: string, to: string, ...days: readonly object[]) => ({ months: run(from, to), days });
const days = (...runs: readonly object[]) => ({ months: null, days: runs });

it.each([
  ['whole months', '2026-01-01', '2026-04-01', whole('2026-01-01', '2026-04-01')],
  ['days at both ends', '2025-12-15', '2026-03-05', whole('2026-01-01', '2026-03-01', run('2025-12-15', '2026-01-01'), run('2026-03-01', '2026-03-05'))],
  ['days at the beginning', '2025-12-31', '2026-02-01', whole('2026-01-01', '2026-02-01', run('2025-12-31', '2026-01-01'))],
  ['days of one month', '2026-02-03', '2026-02-09', days(run('2026-02-03', '2026-02-09'))],
  ['days from the first on', '2026-02-01', '2026-02-09', days(run('2026-02-01', '2026-02-09'))],
  ['days of two months that follow each other', '2026-01-20', '2026-02-09', days(run('2026-01-20', '2026-02-01'), run('2026-02-01', '2026-02-09'))],
  ['days up to the end of a month', '2026-01-20', '2026-02-01', days(run('2026-01-20', '2026-02-01'))],
  ['one day', '2026-01-31', '2026-02-01', days(run('2026-01-31', '2026-02-01'))],
])('%s', (_name, from, to, expected) => {
  expect(splitPeriod({ from, to })).toEqual(expected);
});
