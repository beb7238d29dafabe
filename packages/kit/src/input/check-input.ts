import { inputError } from '../graphql/input-error.js';
import { proseHoldsPersonNumber } from '../graphql/person-number.js';
import { toLocalDay } from './local-day.js';

/*
 * What inputs of several mutations hold. Each check throws with the name of the field, and gives back the
 * value as it is to be stored.
 */

type Range = readonly [low: number, high: number];

/** Trimmed text of 1 to `maxLength` characters: a Chinese character counts as one, however rare. */
export function checkText(field: string, text: string, maxLength: number): string {
  const trimmed = text.trim();
  const { length } = [...trimmed];
  if (length < 1 || length > maxLength) throw inputError(field, `has ${length} characters; write 1 to ${maxLength}.`);
  return trimmed;
}

/** Null where nothing was sent. */
export const checkOptionalText = (field: string, text: string | null | undefined, maxLength: number): string | null =>
  (text == null ? null : checkText(field, text, maxLength));

/** Text in which no number of an identity card or a telephone stands: a name cannot be told from other words, but what often comes with one can. */
export function checkImpersonalText(field: string, text: string, maxLength: number): string {
  const plain = checkText(field, text, maxLength);
  if (proseHoldsPersonNumber(plain)) throw inputError(field, 'holds what looks like an identity or telephone number: the hub holds no personal data.');
  return plain;
}

/** Null where nothing was sent. */
export const checkOptionalImpersonalText = (field: string, text: string | null | undefined, maxLength: number): string | null =>
  (text == null ? null : checkImpersonalText(field, text, maxLength));

/** What was not sent passes. */
export function checkWhole<Whole extends number | null | undefined>(field: string, value: Whole, [low, high]: Range): Whole {
  if (value != null && (!Number.isSafeInteger(value) || value < low || value > high)) throw inputError(field, `${value} is outside ${low} to ${high}.`);
  return value;
}

/** 0 to 1; null where nothing was sent. */
export function checkShare(field: string, value: number | null | undefined): number | null {
  if (value != null && !(value >= 0 && value <= 1)) throw inputError(field, 'is a share: it must be 0 to 1.');
  return value ?? null;
}

/** How many may be sent at a time. */
export function checkCount<Item>(field: string, items: readonly Item[], [low, high]: Range): readonly Item[] {
  if (items.length < low || items.length > high) throw inputError(field, `has ${items.length} items; send ${low} to ${high}.`);
  return items;
}

/** As `checkCount`, and none of them twice. */
export function checkDistinct(field: string, items: readonly string[], range: Range): readonly string[] {
  if (new Set(checkCount(field, items, range)).size < items.length) throw inputError(field, 'names one of them twice.');
  return items;
}

const MAX_YUAN = 1_000_000_000_000;

/** Whole yuan. */
export const checkYuan = (field: string, amount: number): bigint => BigInt(checkWhole(field, amount, [0, MAX_YUAN]));

/** A day that has begun in Dalian. */
export function checkPastDay(field: string, day: string, now: Date): string {
  const today = toLocalDay(now);
  if (day > today) throw inputError(field, `${day} has not come yet; the last day that can be entered is ${today}.`);
  return day;
}

/** A day that has not passed in Dalian. */
export function checkComingDay(field: string, day: string, now: Date): string {
  const today = toLocalDay(now);
  if (day < today) throw inputError(field, `${day} has passed; the first day that can be entered is ${today}.`);
  return day;
}

/** Digits of the division code; a pilot zone has a letter in its own. */
const CODE = '[0-9]{2}[0-9A-Z]{0,12}';
const AREA_PATH = new RegExp(`^${CODE}(/${CODE}){0,4}$`);

/** Codes from the root down, as Area.path of the centers pillar tells them. */
export function checkAreaPath(field: string, path: string): string {
  if (!AREA_PATH.test(path)) throw inputError(field, `${JSON.stringify(path)} is no management path; send Area.path, such as 2102/210203/210203001.`);
  return path;
}

const KEY = /^[\x21-\x7e]{1,64}$/;

/** A key of another pillar's record, which cannot be looked up here; what was not sent passes. */
export function checkKey<Key extends string | null | undefined>(field: string, key: Key): Key {
  if (key != null && !KEY.test(key)) throw inputError(field, `${JSON.stringify(key)} is no id: 1 to 64 visible ASCII characters.`);
  return key;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9-]{2,63}$/;

/** An id that a client gives to what it enters. */
export function checkId(field: string, id: string): string {
  if (!ID.test(id)) throw inputError(field, `${JSON.stringify(id)} is no id: 3 to 64 letters, digits and hyphens of ASCII.`);
  return id;
}

interface Degrees {
  readonly latitude: number;
  readonly longitude: number;
}

/** What was not sent passes. */
export function checkPoint<Point extends Degrees | null | undefined>(field: string, point: Point): Point {
  if (!point) return point;
  const { latitude, longitude } = point;
  if (!(Math.abs(latitude) <= 90)) throw inputError(`${field}.latitude`, `${latitude} is outside -90 to 90 degrees.`);
  if (!(Math.abs(longitude) <= 180)) throw inputError(`${field}.longitude`, `${longitude} is outside -180 to 180 degrees.`);
  return point;
}

/** How far a sender's clock may be ahead of ours. */
const TOLERANCE_MS = 5 * 60_000;

/** What comes from the future would keep all later reports out. */
export function checkMoment(field: string, moment: Date, now: Date): Date {
  if (moment.getTime() > now.getTime() + TOLERANCE_MS) throw inputError(field, `${moment.toISOString()} is in the future; check the sender's clock.`);
  return moment;
}
