/** China has one time all year. */
const OFFSET_MS = 8 * 3_600_000;

/** The day in Dalian of a moment, YYYY-MM-DD. */
export const toLocalDay = (moment: Date): string => new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 10);

/** What Prisma writes into a column of days. */
export const toDayValue = (day: string): Date => new Date(`${day}T00:00:00Z`);
