import { codeOfPath } from '@sizhu/kit';
import type { GridPostResolvers, GridResolvers } from '../__generated__/resolvers.js';

export const Grid: GridResolvers = {
  __resolveReference: ({ id }, { load }) => load.grid.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  posts: ({ id }, _args, { load }) => load.posts.load(id),
  terminals: ({ terminals, terminalsActive }) => ({ total: terminals, active: terminalsActive }),
  workMap: ({ workMapTitle, workMapPosted }) => (workMapTitle === null ? null : { title: workMapTitle, postedOnWall: workMapPosted }),
};

export const GridPost: GridPostResolvers = {
  vacant: ({ posts, filled }) => posts - filled,
};
