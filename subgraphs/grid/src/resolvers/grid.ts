import { codeOfPath } from '@sizhu/kit';
import type { Context } from '../context.js';

export interface GridRow {
  readonly id: string;
  readonly areaPath: string;
  readonly terminals: number;
  readonly terminalsActive: number;
  readonly workMapTitle: string | null;
  readonly workMapPosted: boolean;
}

export const Grid = {
  __resolveReference: ({ id }: { id: string }, { load }: Context) => load.grid.load(id),
  area: ({ areaPath }: GridRow) => ({ code: codeOfPath(areaPath), path: areaPath }),
  posts: ({ id }: GridRow, _args: unknown, { load }: Context) => load.posts.load(id),
  terminals: ({ terminals, terminalsActive }: GridRow) => ({ total: terminals, active: terminalsActive }),
  workMap: ({ workMapTitle, workMapPosted }: GridRow) => (workMapTitle ? { title: workMapTitle, postedOnWall: workMapPosted } : null),
};

export const GridPost = {
  vacant: ({ posts, filled }: { posts: number; filled: number }) => posts - filled,
};
