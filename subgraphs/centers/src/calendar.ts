import { toLocalDay } from '@sizhu/kit';

/** The first day of the month before this moment's. */
export function toLastMonth(moment: Date): string {
  const [year = 0, month = 0] = toLocalDay(moment).split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
}
