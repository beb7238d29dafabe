import type { Places } from '../places.js';
import type { Cells } from './import-kind.js';

export interface LineContext {
  readonly places: Places;
  /** Chinese header of a column. */
  readonly nameOf: (column: string) => string;
}

/** What is wrong between the cells of one line; null when nothing is. */
export type Check = (cells: Cells, context: LineContext) => string | null;

/** Each day or moment is not before the one that it follows. */
export const inOrder = (...columns: readonly string[]): Check => (cells, { nameOf }) => {
  const times = columns.map((name) => cells[name]).filter((time) => time !== null && time !== undefined).map(String);
  return times.every((time, at) => at === 0 || time >= times[at - 1]!) ? null : `has times out of order: ${columns.map(nameOf).join('、')} follow each other; correct them.`;
};

/** The first ends before the second begins. */
export const before = (first: string, second: string): Check => (cells, { nameOf }) =>
  (cells[first] === null || cells[second] === null || String(cells[first]) < String(cells[second]) ? null : `has a ${nameOf(second)} that is not after ${nameOf(first)}: correct one of them.`);

export const atMost = (part: string, whole: string): Check => (cells, { nameOf }) =>
  (cells[part] !== null && cells[whole] !== null && Number(cells[part]) > Number(cells[whole]) ? `has more ${nameOf(part)} than ${nameOf(whole)}: correct one of them.` : null);

export const together = (...columns: readonly string[]): Check => (cells, { nameOf }) =>
  (new Set(columns.map((name) => cells[name] === null)).size > 1 ? `has some of ${columns.map(nameOf).join('、')} without the others: fill in all or none.` : null);

export const different = (one: string, other: string): Check => (cells, { nameOf }) =>
  (cells[one] !== null && cells[one] === cells[other] ? `has the same ${nameOf(one)} and ${nameOf(other)}: correct one of them.` : null);

export const oneOf = (...columns: readonly string[]): Check => (cells, { nameOf }) =>
  (columns.filter((name) => cells[name] !== null).length === 1 ? null : `fills not exactly one of ${columns.map(nameOf).join('、')}: fill in one.`);

/** A column is filled in these values of another one, and in no other. */
export const filledIn = (column: string, by: string, values: readonly string[]): Check => (cells, { nameOf }) => {
  const isDue = values.includes(String(cells[by]));
  if (isDue === (cells[column] !== null)) return null;
  return isDue ? `has no ${nameOf(column)}, which this ${nameOf(by)} needs: fill it in.` : `has a ${nameOf(column)}, which does not go with this ${nameOf(by)}: correct one of them.`;
};

/** As `filledIn`, but may be empty. */
export const onlyIn = (column: string, by: string, values: readonly string[]): Check => (cells, context) =>
  (cells[column] === null ? null : filledIn(column, by, values)(cells, context));

/** As `filledIn`, but may be filled in other values too. */
export const neededIn = (column: string, by: string, values: readonly string[]): Check => (cells, context) =>
  (cells[column] === null ? filledIn(column, by, values)(cells, context) : null);

export const needs = (column: string, other: string): Check => (cells, { nameOf }) =>
  (cells[column] !== null && cells[column] !== false && (cells[other] === null || cells[other] === false) ? `has ${nameOf(column)} without ${nameOf(other)}: correct one of them.` : null);
