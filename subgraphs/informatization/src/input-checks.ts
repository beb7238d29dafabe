import { holdsPersonNumber, inputError } from '@sizhu/kit';
import { toLocalDay } from './calendar.js';

/** Trimmed text of 1 to `maxLength` characters. */
export function checkText(field: string, text: string, maxLength: number): string {
  const trimmed = text.trim();
  if (trimmed.length < 1 || trimmed.length > maxLength) throw inputError(field, `must be 1 to ${maxLength} characters long.`);
  return trimmed;
}

/** Text in which no number of an identity card or a mobile telephone stands. */
export function checkImpersonalText(field: string, text: string, maxLength: number): string {
  const plain = checkText(field, text, maxLength);
  if (holdsPersonNumber(plain)) throw inputError(field, 'holds what looks like an identity or telephone number: the hub holds no personal data.');
  return plain;
}

/** Null where nothing was sent. */
export const checkOptionalText = (field: string, text: string | null | undefined, maxLength: number): string | null =>
  (text == null ? null : checkText(field, text, maxLength));

export function checkWhole(field: string, value: number, [low, high]: readonly [low: number, high: number]): number {
  if (value < low || value > high) throw inputError(field, `must be ${low} to ${high}.`);
  return value;
}

/** 0 to 1; null where nothing was sent. */
export function checkShare(field: string, value: number | null | undefined): number | null {
  if (value != null && !(value >= 0 && value <= 1)) throw inputError(field, 'is a share: it must be 0 to 1.');
  return value ?? null;
}

/** A day that has begun in Dalian. */
export function checkPastDay(field: string, day: string, now: Date): string {
  if (day > toLocalDay(now)) throw inputError(field, `${day} has not come yet; the last day that can be entered is ${toLocalDay(now)}.`);
  return day;
}

const PATH = /^[0-9A-Z]{2,12}(\/[0-9A-Z]{2,14}){0,3}$/;

/** Codes from the city down, as Area.path of the centers pillar tells them. */
export function checkAreaPath(field: string, path: string): string {
  if (!PATH.test(path)) throw inputError(field, `${JSON.stringify(path)} is no management path; send Area.path, such as 2102/210203/210203001.`);
  return path;
}

/** An id that another pillar gave: the key alone is stored. */
export function checkKey(field: string, id: string): string {
  if (!/^[\x21-\x7e]{1,64}$/.test(id)) throw inputError(field, 'is no id: 1 to 64 letters, digits and signs without blanks.');
  return id;
}
