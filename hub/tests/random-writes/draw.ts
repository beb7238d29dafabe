import type { Random } from '../../src/sample/random.js';

/** One statement that moves, changes, adds or removes some rows. */
export type Write = readonly [text: string, values?: readonly unknown[]];
export type Draw = (random: Random, paths: readonly string[]) => Write;

export const levels = ['CITY', 'DISTRICT', 'STREET', 'COMMUNITY'] as const;

/** Rows that look random and are the same for the same number, few enough for several writers to meet at them. */
export const some = (random: Random, table: string, key = 'id'): string =>
  `${key} IN (SELECT ${key} FROM ${table} ORDER BY md5(${key}::text || '${random.int(0, 40)}') LIMIT ${random.int(1, 6)})`;

export const certain = (random: Random): string =>
  new Date(Date.UTC(2017, random.int(0, 14), random.int(1, 28), random.int(0, 23))).toISOString();

export const perhaps = (random: Random): string | null => (random.chance(0.2) ? null : certain(random));

export const newId = (random: Random): string => `new${random.int(0, 1_000_000_000)}`;

/** To another area. */
export const move = (table: string, key = 'id', column = 'area_path'): Draw => (random, paths) =>
  [`UPDATE ${table} SET ${column} = $1 WHERE ${some(random, table, key)}`, [random.pick(paths)]];

export const remove = (table: string, key = 'id'): Draw => (random) => [`DELETE FROM ${table} WHERE ${some(random, table, key)}`];

export const change = (table: string, assignments: string, values: (random: Random) => readonly unknown[], key = 'id'): Draw =>
  (random) => [`UPDATE ${table} SET ${assignments} WHERE ${some(random, table, key)}`, values(random)];
