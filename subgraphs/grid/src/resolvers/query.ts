import type { Context } from '../context.js';

export const Query = {
  gridEvent: (_root: unknown, { id }: { id: string }, { load }: Context) => load.event.load(id),
  grid: (_root: unknown, { id }: { id: string }, { load }: Context) => load.grid.load(id),
  disputeCase: (_root: unknown, { id }: { id: string }, { load }: Context) => load.dispute.load(id),
  codeTable: (_root: unknown, { scheme }: { scheme: string }, { load }: Context) => load.codes.load(scheme),
};
