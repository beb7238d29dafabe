import { sql } from 'kysely';

/**
 * True for rows whose `area_path` is `path` or lies beneath it. Paths compare byte by byte, and '0'
 * is the character after '/', so one range of an index holds the whole subtree.
 */
export const isInside = (path: string) =>
  sql<boolean>`(area_path = ${path} or (area_path > ${`${path}/`} and area_path < ${`${path}0`}))`;
