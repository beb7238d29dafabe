import { describe, expect, it } from '@jest/globals';
import { CALENDAR_YEARS, listCalendarDays } from './calendar-days.js';
import { toDeadline } from './working-days.js';

const endOf = (day: string) => `${new Date(Date.parse(day) + 15 * 3_600_000).toISOString().slice(0, 11)}15:59:59.000Z`;

describe('a deadline', () => {
  it.each([
    ['over a weekend', '2026-11-20T10:00:00+08:00', 1, '2026-11-23'],
    ['late in the evening of Dalian, which is the day before in UTC', '2026-11-23T23:59:59+08:00', 1, '2026-11-24'],
    ['just after midnight', '2026-11-24T00:00:00+08:00', 1, '2026-11-25'],
    ['over the National Day, with the Saturday that makes up for it', '2026-09-30T09:00:00+08:00', 3, '2026-10-10'],
    ['over the Spring Festival', '2026-02-13T09:00:00+08:00', 2, '2026-02-24'],
    ['from a day off', '2026-05-02T09:00:00+08:00', 1, '2026-05-06'],
    ['in a year that nothing is known of', '2031-12-31T09:00:00+08:00', 1, '2032-01-01'],
    ['of no days at all', '2026-11-21T09:00:00+08:00', 0, '2026-11-21'],
  ])('%s', (_name, from, days, expected) => {
    expect(toDeadline(new Date(from), days).toISOString()).toBe(endOf(expected));
  });
});

describe.each(Object.keys(CALENDAR_YEARS).map(Number))('the calendar of %i', (year) => {
  const days = listCalendarDays(year);

  it('names each day once, in order, all in the year', () => {
    expect(days.map(({ day }) => day)).toEqual([...new Set(days.map(({ day }) => day))].sort());
    expect(days.every(({ day }) => day.startsWith(String(year)))).toBe(true);
  });

  it('works on weekends only for a holiday, and gives off as many working days as it makes up for and the law names', () => {
    const isWeekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay());
    expect(days.filter(({ day, isWorkingDay }) => isWorkingDay && !isWeekend(day))).toEqual([]);
    const off = days.filter(({ day, isWorkingDay }) => !isWorkingDay && !isWeekend(day)).length;
    const worked = days.filter(({ isWorkingDay }) => isWorkingDay).length;
    // Thirteen days since 2025, each of which is a day off or made up for.
    if (CALENDAR_YEARS[year]?.isAnnounced) expect(off - worked).toBe(13);
    else expect(days).toHaveLength(13);
  });
});
