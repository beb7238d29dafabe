import type { QueryResolvers } from '../__generated__/resolvers.js';

export const Query: QueryResolvers = {
  gridEvent: (_root, { id }, { load }) => load.event.load(id),
  grid: (_root, { id }, { load }) => load.grid.load(id),
  disputeCase: (_root, { id }, { load }) => load.dispute.load(id),
  codeTable: (_root, { scheme }, { load }) => load.codes.load(scheme),
};
