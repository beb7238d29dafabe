/** First day of the month that lies so many months before the one of this day. */
export function firstOfMonth(date: string, back: number): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10);
}
