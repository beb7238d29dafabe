import type { GridResolvers } from '../__generated__/resolvers.js';
import { listChannels } from './channel.js';

/** A grid of the grid pillar, of which only the key is known here. */
export interface GridReference {
  readonly id: string;
}

export const Grid: GridResolvers = {
  channels: ({ id }, { filter, ...page }, context) => listChannels({ gridId: id, filter }, page, context),
};
