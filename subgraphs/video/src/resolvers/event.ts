import { inputError, MAX_PAGE } from '@sizhu/kit';
import type { GridEventResolvers } from '../__generated__/resolvers.js';

/** `location` comes from the grid pillar. */
export interface EventReference {
  readonly id: string;
  readonly location?: { readonly latitude: number; readonly longitude: number } | null | undefined;
}

const MAX_DISTANCE_M = 5_000;

export const GridEvent: GridEventResolvers = {
  nearbyChannels: async ({ location }, { withinM, first }, { store }) => {
    if (withinM < 1 || withinM > MAX_DISTANCE_M) throw inputError('withinM', `${withinM} is outside 1 to ${MAX_DISTANCE_M} metres.`);
    const limit = first ?? 20;
    if (limit < 1 || limit > MAX_PAGE) throw inputError('first', `${limit} is outside 1 to ${MAX_PAGE}.`);
    if (!location) return [];
    const channels = await store.findNearby({ ...location, withinM, first: limit });
    return channels.map((channel) => ({ channel, distanceM: Math.round(channel.distanceM) }));
  },
};
