import type { Severity } from '../__generated__/resolvers.js';
import { CALENDAR_YEARS, listCalendarDays } from './calendar-days.js';

const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;

/** Days are numbered from 1970-01-01, in Asia/Shanghai. */
const exceptions: ReadonlyMap<number, boolean> = new Map(Object.keys(CALENDAR_YEARS).flatMap((year) =>
  listCalendarDays(Number(year)).map(({ day, isWorkingDay }) => [Date.parse(day) / DAY_MS, isWorkingDay] as const)));

/** 1970-01-01 was a Thursday. */
const isWeekend = (day: number): boolean => day % 7 === 2 || day % 7 === 3;

const isWorkingDay = (day: number): boolean => exceptions.get(day) ?? !isWeekend(day);

/** How many working days (工作日) an accepted event may take, unless the acceptance says otherwise. */
export const ALLOWED_WORKING_DAYS: Readonly<Record<Severity, number>> = { I: 1, II: 3, III: 5, IV: 7 };

export const MAX_WORKING_DAYS = 60;

/** The last second, in milliseconds, of the working day that comes `days` working days after the moment's own day. */
export function toDeadlineMs(moment: number, days: number): number {
  let day = Math.floor((moment + OFFSET_MS) / DAY_MS);
  for (let left = days; left > 0;) {
    day += 1;
    if (isWorkingDay(day)) left -= 1;
  }
  return (day + 1) * DAY_MS - OFFSET_MS - 1_000;
}

export const toDeadline = (moment: Date, days: number): Date => new Date(toDeadlineMs(moment.getTime(), days));
