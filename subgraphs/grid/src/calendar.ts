/** The last millisecond of a day in Dalian. */
export const endOfDay = (day: string): Date => new Date(Date.parse(`${day}T24:00:00+08:00`) - 1);
