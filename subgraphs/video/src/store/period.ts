import { sql } from 'kysely';

/** Half-open, in days of Asia/Shanghai. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export const startOfDay = (day: string) => sql<Date>`(${day}::date::timestamp at time zone 'Asia/Shanghai')`;
