import { sql, type RawBuilder } from 'kysely';

/** The moment at which a day begins in Asia/Shanghai. */
export const startOfDay = (day: string): RawBuilder<Date> => sql<Date>`(${day}::date::timestamp at time zone 'Asia/Shanghai')`;
