import type { Parsed } from './column.js';

const MOMENT = /^(\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2})日?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

interface Day {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly before: string;
}

/** A file of millions of lines names some thousand days: each is looked at once. Null is no day. */
const days = new Map<string, Day | null>();
const MAX_DAYS = 20_000;

const MONTH = /^(\d{4})[-/年.](\d{1,2})月?$/;

/** A day as YYYY-MM-DD, a month as its first, or a moment in UTC; without an offset it is one of Asia/Shanghai. */
export function parseMoment(kind: 'day' | 'month' | 'moment', text: string): Parsed {
  if (kind === 'month') {
    const [, year, month = '0'] = MONTH.exec(text) ?? [];
    const found = year === undefined ? null : findDay(`${year}-${month}-1`);
    return found ? { value: found.day } : { fault: 'is no month: write it as 2018-01.' };
  }
  const [, date = '', hour = '0', minute = '00', second = '00', offset] = MOMENT.exec(text) ?? [];
  const found = date === '' ? null : findDay(date);
  if (!found || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return { fault: kind === 'day' ? 'is no day: write it as 2018-01-08.' : 'is no moment: write it as 2018-01-08 09:30.' };
  }
  if (kind === 'day') return { value: found.day };
  if (offset === 'Z') return { value: `${found.day}T${hour.padStart(2, '0')}:${minute}:${second}.000Z` };
  if (offset !== undefined && offset !== '+08:00') return { value: new Date(`${found.day}T${hour.padStart(2, '0')}:${minute}:${second}${offset}`).toISOString() };
  // Shanghai is eight hours ahead all year.
  const utc = (Number(hour) + 16) % 24;
  return { value: `${Number(hour) < 8 ? found.before : found.day}T${utc < 10 ? '0' : ''}${utc}:${minute}:${second}.000Z` };
}

function findDay(date: string): Day | null {
  let found = days.get(date);
  if (found === undefined) {
    if (days.size >= MAX_DAYS) days.clear();
    days.set(date, found = toDay(date));
  }
  return found;
}

/** A 31st of June would be read as the 1st of July. */
function toDay(date: string): Day | null {
  const [year = 0, month = 0, day = 0] = date.split(/[^\d]/).map(Number);
  const noon = new Date(Date.UTC(year, month - 1, day, 12));
  if (year < 1_000 || noon.getUTCMonth() !== month - 1 || noon.getUTCDate() !== day) return null;
  return { day: noon.toISOString().slice(0, 10), before: new Date(noon.getTime() - 86_400_000).toISOString().slice(0, 10) };
}
