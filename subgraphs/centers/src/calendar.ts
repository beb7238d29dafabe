const OFFSET_MS = 8 * 3_600_000;

/** The day in Dalian of a moment, YYYY-MM-DD: China has one time all year. */
export const toLocalDay = (moment: Date): string => new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 10);

/** A day as Prisma writes it into a column of days. */
export const toDateValue = (day: string): Date => new Date(`${day}T00:00:00Z`);


/** The first day of the month before this moment's. */
export function toLastMonth(moment: Date): string {
  const [year = 0, month = 0] = toLocalDay(moment).split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
}
