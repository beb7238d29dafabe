import { toDeadlineMs } from '@sizhu/grid';
import type { Random } from './random.js';
import { divide } from './random.js';

/** China has one time all year. */
const offset = 8 * 3_600_000;
export const day = 86_400_000;

/** The day so many days on, YYYY-MM-DD. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}

export const startOfDay = (date: string): number => Date.parse(`${date}T00:00:00+08:00`);

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const dates = new Map<number, string>();

/** To the second, in UTC. Called for millions of moments on few days: a Date for each would take longest of all. */
export function toStamp(moment: number): string {
  const date = Math.floor(moment / day);
  let text = dates.get(date);
  if (text === undefined) dates.set(date, text = new Date(date * day).toISOString().slice(0, 11));
  const seconds = Math.floor(moment / 1_000) - date * 86_400;
  return `${text}${twoDigits[Math.floor(seconds / 3_600)]}:${twoDigits[Math.floor(seconds / 60) % 60]}:${twoDigits[seconds % 60]}Z`;
}

export const toLocalDay = (moment: number) => Math.floor((moment + offset) / day);
/** 1970-01-01 was a Thursday. */
const isWeekend = (localDay: number) => [2, 3].includes(localDay % 7);

/** Squeezes each day's hours into 8 to 20 o'clock; what came later still does. */
export function toWorkingHours(moment: number): number {
  const begin = toLocalDay(moment) * day - offset;
  return begin + 8 * 3_600_000 + Math.floor((moment - begin) / 2);
}

/** The last second of the moment's own day. */
export const endOfDay = (moment: number): number => (toLocalDay(moment) + 1) * day - offset - 1_000;

/** The last second of a working day, `days` working days after the moment's own, by the grid pillar's calendar. */
export const toDeadline = toDeadlineMs;

/** The first moment of the 13 months that end with the anchor day's beginning. */
export function toBeginning(anchorDate: string): number {
  const [year = 0, month = 0] = anchorDate.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 14, 1));
  const lastDay = new Date(Date.UTC(year, month - 13, 0)).getUTCDate();
  first.setUTCDate(Math.min(Number(anchorDate.slice(8)), lastDay));
  return startOfDay(first.toISOString().slice(0, 10));
}

/** More is reported in winter, when heating fails, and in the height of summer. */
const seasons = [1.25, 0.85, 1, 0.92, 0.9, 0.95, 1.12, 1.15, 0.95, 0.9, 1.1, 1.2];

/** How much is reported at this time of the year, against the mean. */
export const seasonOf = (moment: number): number => seasons[new Date(moment + offset).getUTCMonth()] ?? 1;

/** Moments from `begin` to before `end`, in order, with the shape of the seasons and the week. */
export function* spread(count: number, begin: number, end: number, random: Random): Generator<number> {
  const days = Math.round((end - begin) / day);
  const weights = Array.from({ length: days }, (_, at) => {
    const noon = begin + (at + 0.5) * day;
    return seasonOf(noon) * (isWeekend(toLocalDay(noon)) ? 0.55 : 1) * (0.85 + 0.3 * random.next());
  });
  for (const [at, today] of divide(count, weights).entries()) {
    // The mean of two draws: most around midday.
    const moments = Array.from({ length: today }, () => begin + (at + (random.next() + random.next()) / 2) * day);
    yield* moments.sort((one, other) => one - other).map(toWorkingHours);
  }
}
