import { GraphQLScalarType } from 'graphql';
import { inputError } from './input-error.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function parseDay(value: unknown): string {
  const isDay = typeof value === 'string' && DAY.test(value)
    && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
  if (!isDay) throw inputError('Date', `${JSON.stringify(value)} is no calendar day; write YYYY-MM-DD.`);
  return value;
}

function parseMoment(value: unknown): Date {
  const moment = typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
  if (Number.isNaN(moment.getTime())) {
    throw inputError('DateTime', `${JSON.stringify(value)} is no moment; write ISO 8601 with an offset.`);
  }
  return moment;
}

/** Days travel as the text that PostgreSQL writes. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: (value) => String(value),
  parseValue: parseDay,
});

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  parseValue: parseMoment,
});
