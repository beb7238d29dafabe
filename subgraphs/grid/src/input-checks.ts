import { inputError, toLocalDay } from '@sizhu/kit';

const AREA_PATH = /^[0-9A-Z]{2,12}(\/[0-9A-Z]{2,14}){0,3}$/;
const KEY = /^[\x21-\x7e]{1,64}$/;
/** Eighteen or fifteen digits are an identity number, eleven a telephone. */
const PERSONAL_NUMBER = /(?<![0-9])([0-9]{17}[0-9Xx]|[0-9]{15}|1[0-9]{10}|0[0-9]{2,3}-?[0-9]{7,8})(?![0-9])/;
/** What begins to tell of a person rather than of a matter. */
const PERSON_WORDS = /身份证|手机号|电话|住址|家住|姓名|当事人|先生|女士|某某|[\p{L}]某[，。、；：与和因]/u;

/** Codes from the city down, as Area.path of the centers pillar tells them. */
export function checkAreaPath(field: string, path: string): void {
  if (!AREA_PATH.test(path)) throw inputError(field, `${JSON.stringify(path)} is no management path; send Area.path, such as 2102/210203/210203001.`);
}

/** A key of another pillar's record, which cannot be looked up here. */
export function checkKey(field: string, key: string | null | undefined): void {
  if (key != null && !KEY.test(key)) throw inputError(field, `${JSON.stringify(key)} is no id: 1 to 64 visible ASCII characters.`);
}

export function checkWhole(field: string, value: number | null | undefined, [low, high]: readonly [low: number, high: number]): void {
  if (value != null && (value < low || value > high)) throw inputError(field, `${value} is outside ${low} to ${high}.`);
}

/** A part that cannot be more than its whole. */
export function checkPart(field: string, part: number, whole: { readonly name: string; readonly value: number }): void {
  checkWhole(field, part, [0, 1_000_000]);
  if (part > whole.value) throw inputError(field, `${part} is more than ${whole.name}, ${whole.value}.`);
}

export function checkPoint(field: string, point: { readonly latitude: number; readonly longitude: number } | null | undefined): void {
  if (!point) return;
  if (!(Math.abs(point.latitude) <= 90)) throw inputError(`${field}.latitude`, `${point.latitude} is outside -90 to 90 degrees.`);
  if (!(Math.abs(point.longitude) <= 180)) throw inputError(`${field}.longitude`, `${point.longitude} is outside -180 to 180 degrees.`);
}

/** Trimmed text of 1 to `maxLength` characters. */
export function checkText(field: string, text: string, maxLength: number): string {
  const trimmed = text.trim();
  const { length } = [...trimmed];
  if (length < 1 || length > maxLength) throw inputError(field, `has ${length} characters; write 1 to ${maxLength}.`);
  return trimmed;
}

/**
 * Text about a place or a matter. A person's name cannot be told from other words, but what comes with
 * one can: numbers of identity cards and telephones, and the words that announce a person.
 */
export function checkMatter(field: string, text: string, maxLength: number): string {
  const trimmed = checkText(field, text, maxLength);
  if (PERSONAL_NUMBER.test(trimmed) || PERSON_WORDS.test(trimmed)) {
    throw inputError(field, 'tells of a person: write of the place and the matter only, without names, numbers or addresses.');
  }
  return trimmed;
}

/** A day that has not passed in Dalian. */
export function checkComingDay(field: string, day: string, now: Date): void {
  const today = toLocalDay(now);
  if (day < today) throw inputError(field, `${day} has passed; the first day that can be entered is ${today}.`);
}

/** A day that has begun in Dalian. */
export function checkPastDay(field: string, day: string, now: Date): void {
  const today = toLocalDay(now);
  if (day > today) throw inputError(field, `${day} has not come yet; the last day that can be entered is ${today}.`);
}

const POST = /^[A-Za-z0-9][A-Za-z0-9:._-]{2,63}$/;

/** A post or an account, such as 210203-GRID-DESK. In ASCII: there is no room for a name. */
export function checkPost(field: string, post: string): void {
  if (!POST.test(post) || PERSONAL_NUMBER.test(post)) {
    throw inputError(field, `${JSON.stringify(post)} is no post or account: 3 to 64 letters, digits and :._- of ASCII. Never a person's name or number.`);
  }
}
