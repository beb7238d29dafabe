import { codeOfPath, getOne } from '@sizhu/kit';
import type { GridChangedResolvers, GridPostResolvers, GridResolvers } from '../__generated__/resolvers.js';

interface TerminalCounts {
  readonly terminals: number;
  readonly terminalsActive: number;
  readonly terminalsFaulty: number;
}

export const toTerminals = ({ terminals, terminalsActive, terminalsFaulty }: TerminalCounts) =>
  ({ total: terminals, active: terminalsActive, faulty: terminalsFaulty, idle: terminals - terminalsActive - terminalsFaulty });

export const Grid: GridResolvers = {
  __resolveReference: ({ id }, { load }) => load.grid.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  posts: ({ id }, _args, { load }) => load.posts.load(id),
  terminals: toTerminals,
  workMap: ({ workMapTitle, workMapPosted }) => (workMapTitle === null ? null : { title: workMapTitle, postedOnWall: workMapPosted }),
};

export const GridPost: GridPostResolvers = {
  vacant: ({ posts, filled }) => posts - filled,
};

export const GridChanged: GridChangedResolvers = {
  grid: ({ id }, _args, { load }) => getOne(load.grid, id),
};
