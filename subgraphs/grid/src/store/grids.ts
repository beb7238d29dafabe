import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, GridFunction } from '../__generated__/database.js';

export type GridRow = Awaited<ReturnType<ReturnType<typeof createGridStore>['findGrids']>>[number];
export type PostRow = Awaited<ReturnType<ReturnType<typeof createGridStore>['findPosts']>>[number];

/** Grids and their posts. */
export function createGridStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const grids = () => db.selectFrom('grid').select([
    'id', 'code', 'name', 'area_path as areaPath', 'households', sql<readonly GridFunction[]>`functions::text[]`.as('functions'), 'terminals',
    'terminals_active as terminalsActive', 'terminals_faulty as terminalsFaulty', 'version', 'work_map_title as workMapTitle', 'work_map_posted as workMapPosted',
    'provenance', 'updated_at as updatedAt',
  ]);
  return {
    findGrids: (ids: readonly string[]) => grids().where('id', '=', anyOf(ids)).execute(),

    /** One row more than the page holds, by path and id. */
    listGrids(path: string, { limit, after }: Page) {
      const query = grids().where(isInside(path)).orderBy('area_path').orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(area_path, id) > (${after[0]}, ${after[1]})`) : query);
    },

    countGrids: (path: string): Promise<number> => lists.count(db.selectFrom('grid').select('id').where(isInside(path))),

    findPosts: (gridIds: readonly string[]) => db.selectFrom('grid_post').select(['grid_id as gridId', 'role', 'posts', 'filled'])
      .where('grid_id', '=', anyOf(gridIds)).orderBy('role').execute(),
  };
}
