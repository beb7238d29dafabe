import type { Period } from '@sizhu/kit';

/** A period as rollups hold it: whole months, and the days at its edges. */
export interface SplitPeriod {
  /** First days, half-open; null where no whole month lies in the period. */
  readonly months: Period | null;
  /** At most two runs of days, half-open. */
  readonly days: readonly Period[];
}

const isFirst = (day: string): boolean => day.endsWith('-01');

/** The first day of the month, `months` further on. */
function firstOf(day: string, months: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

export const isWholeMonths = ({ from, to }: Period): boolean => isFirst(from) && isFirst(to);

/** So a long period reads few rows, and a short one is exact. */
export function splitPeriod({ from, to }: Period): SplitPeriod {
  const begin = isFirst(from) ? from : firstOf(from, 1);
  const end = firstOf(to, 0);
  if (begin >= end) return { months: null, days: begin === end ? edges([from, begin], [end, to]) : [{ from, to }] };
  return { months: { from: begin, to: end }, days: edges([from, begin], [end, to]) };
}

const edges = (...runs: readonly (readonly [string, string])[]): Period[] =>
  runs.filter(([from, to]) => from < to).map(([from, to]) => ({ from, to }));
