export const DAY_MS = 86_400_000;

/** What Prisma writes into a column of days. */
export const toDate = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Number of weeks since the Monday before 1970-01-01; whole for a Monday alone. */
export const toWeekNumber = (day: string): number => (toDate(day).getTime() / DAY_MS + 3) / 7;

/** First day of the month that lies so many months before this one. */
export function firstOfMonth(day: string, monthsBack: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - monthsBack, 1)).toISOString().slice(0, 10);
}

export const addDays = (day: string, days: number): string => new Date(toDate(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);
