import { inputError, toLocalDay } from '@sizhu/kit';

/** Eighteen or fifteen digits are an identity number, eleven a telephone. */
const PERSONAL_NUMBER = /(?<![0-9])([0-9]{17}[0-9Xx]|[0-9]{15}|1[0-9]{10}|0[0-9]{2,3}-?[0-9]{7,8})(?![0-9])/;

export function checkWhole(field: string, value: number | null | undefined, [low, high]: readonly [low: number, high: number]): void {
  if (value != null && (value < low || value > high)) throw inputError(field, `${value} is outside ${low} to ${high}.`);
}

/**
 * Trimmed text of 1 to `maxLength` characters about an institution or its work. A name cannot be told from
 * other words, but what often comes with one can: numbers of identity cards and of telephones.
 */
export function checkText(field: string, text: string, maxLength: number): string {
  const trimmed = text.trim();
  const { length } = [...trimmed];
  if (length < 1 || length > maxLength) throw inputError(field, `has ${length} characters; write 1 to ${maxLength}.`);
  if (PERSONAL_NUMBER.test(trimmed)) throw inputError(field, 'holds a number as identity cards or telephones have them: write of institutions and their work only.');
  return trimmed;
}

/** Null where nothing was sent. */
export const checkOptionalText = (field: string, text: string | null | undefined, maxLength: number): string | null =>
  (text == null ? null : checkText(field, text, maxLength));

const ID = /^[A-Za-z0-9][A-Za-z0-9-]{2,63}$/;

/** An id that a client gives to what it enters. */
export function checkId(field: string, id: string): void {
  if (!ID.test(id)) throw inputError(field, `${JSON.stringify(id)} is no id: 3 to 64 letters, digits and hyphens of ASCII.`);
}

/** A day that has begun in Dalian. */
export function checkPastDay(field: string, day: string, now: Date): void {
  const today = toLocalDay(now);
  if (day > today) throw inputError(field, `${day} has not come yet; the last day that can be entered is ${today}.`);
}

/** A day that has not passed in Dalian. */
export function checkComingDay(field: string, day: string, now: Date): void {
  const today = toLocalDay(now);
  if (day < today) throw inputError(field, `${day} has passed; the first day that can be entered is ${today}.`);
}

export function checkCount(field: string, items: readonly unknown[], [low, high]: readonly [low: number, high: number]): void {
  if (items.length < low || items.length > high) throw inputError(field, `has ${items.length} items; send ${low} to ${high}.`);
}
