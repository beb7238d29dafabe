import { holdsPersonNumber } from '@sizhu/kit';
import { parseMoment } from './parse-moment.js';

/** What the cells of a column hold. */
export type ColumnType =
  | { readonly kind: 'text'; readonly max: number }
  /** A key: visible ASCII without blanks. */
  | { readonly kind: 'code'; readonly pattern?: RegExp; readonly example: string }
  | { readonly kind: 'integer' | 'number'; readonly min: number; readonly max: number }
  /** A day, a month as its first day, or a moment in Asia/Shanghai unless it names its offset. */
  | { readonly kind: 'day' | 'month' | 'moment' | 'boolean' }
  /** Chinese names of the values, by value; either may be written. */
  | { readonly kind: 'choice'; readonly values: Readonly<Record<string, string>> }
  /** Code of an area, id of a center or of a body that the registry holds. */
  | { readonly kind: PlaceKind }
  /** Several of one type in one cell. */
  | { readonly kind: 'list'; readonly of: ColumnType; readonly max: number };

export type PlaceKind = 'area' | 'center' | 'organization';

export interface Column {
  /** English header. */
  readonly name: string;
  /** Chinese header. */
  readonly zh: string;
  readonly type: ColumnType;
  readonly required: boolean;
  /** Column of the table; without one the cell only serves to work out others. */
  readonly field?: string;
  /** What an area or a center gives to further columns of the table. */
  readonly fills?: Readonly<Record<string, 'path' | 'level'>>;
  /** What an empty cell means; null unless said. */
  readonly otherwise?: Value;
  /** A record of the same pillar that has to be there already. */
  readonly references?: Reference;
}

export interface Reference {
  readonly table: string;
  readonly column: string;
  /** The code table, where the table holds several. */
  readonly scheme?: string;
  /** What the record referred to gives to this one: its column, the field here, and what is wrong where it has nothing to give. */
  readonly carry?: { readonly column: string; readonly field: string; readonly missing?: string };
}

export type Value = string | number | boolean | null | readonly string[];

/** A value, or what is wrong with the cell and what to do: never the cell's own text. */
export type Parsed = { readonly value: Value } | { readonly fault: string };

const YES = new Set(['是', '有', 'true', 'yes', 'y', '1']);
const NO = new Set(['否', '无', 'false', 'no', 'n', '0']);

export function parseCell(type: ColumnType, text: string): Parsed {
  switch (type.kind) {
    case 'text':
      if (text.length > type.max) return { fault: `is longer than ${type.max} characters: shorten it.` };
      return holdsPersonNumber(text) ? { fault: 'holds what looks like an identity or telephone number: take it out, the hub holds no personal data.' } : { value: text };
    case 'code':
    case 'area':
    case 'center':
    case 'organization': return parseCode(type, text);
    case 'integer':
    case 'number': return parseNumber(type, text);
    case 'day':
    case 'month':
    case 'moment': return parseMoment(type.kind, text);
    case 'boolean': {
      const word = text.toLowerCase();
      if (YES.has(word)) return { value: true };
      return NO.has(word) ? { value: false } : { fault: 'is neither yes nor no: write 是 or 否.' };
    }
    case 'choice': {
      const value = type.values[text.toUpperCase()] === undefined ? Object.keys(type.values).find((key) => type.values[key] === text) : text.toUpperCase();
      return value === undefined ? { fault: `is not in the list: write one of ${Object.values(type.values).join('、')}.` } : { value };
    }
    case 'list': return parseList(type, text);
  }
}

/** What stands twice counts once. */
function parseList({ of, max }: Extract<ColumnType, { kind: 'list' }>, text: string): Parsed {
  const items = text.split(/[、,，;；]/).map((item) => item.trim()).filter((item) => item !== '').map((item) => parseCell(of, item));
  const wrong = items.find((item) => 'fault' in item);
  if (wrong) return wrong;
  const values = [...new Set(items.map((item) => String((item as { value: Value }).value)))];
  return values.length > max ? { fault: `names more than ${max}: leave some out.` } : { value: values };
}

function parseCode(type: Extract<ColumnType, { kind: 'code' | PlaceKind }>, text: string): Parsed {
  if (!/^[\x21-\x7e]{1,64}$/.test(text)) return { fault: 'is no code: write up to 64 letters, digits and signs without blanks.' };
  if (type.kind === 'code' && type.pattern && !type.pattern.test(text)) {
    return { fault: `has not the form of ${type.example}: correct it, and let the spreadsheet keep the column as text.` };
  }
  return { value: text };
}

function parseNumber({ kind, min, max }: { readonly kind: 'integer' | 'number'; readonly min: number; readonly max: number }, text: string): Parsed {
  const plain = text.replace(/(?<=\d),(?=\d{3}\b)/g, '');
  const number = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
  const isRight = kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (!isRight) return { fault: kind === 'integer' ? 'is no whole number: write digits alone.' : 'is no number: write digits, with a point for decimals.' };
  return number < min || number > max ? { fault: `is outside ${min} to ${max}.` } : { value: number };
}
