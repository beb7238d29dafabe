import { getOne, inputError, MAX_PAGE } from '@sizhu/kit';
import type { GridEventResolvers } from '../__generated__/resolvers.js';
import { findPatrolBehind } from './patrol.js';

/** `location` comes from the grid pillar. */
export interface EventReference {
  readonly id: string;
  readonly location?: { readonly latitude: number; readonly longitude: number } | null | undefined;
}

const MAX_DISTANCE_M = 5_000;

export const GridEvent: GridEventResolvers = {
  patrol: ({ id }, _args, context) => findPatrolBehind(id, context),
  nearbyChannels: async ({ location }, { withinM, first }, { load }) => {
    if (withinM < 1 || withinM > MAX_DISTANCE_M) throw inputError('withinM', `${withinM} is outside 1 to ${MAX_DISTANCE_M} metres.`);
    const limit = first ?? 20;
    if (limit < 1 || limit > MAX_PAGE) throw inputError('first', `${limit} is outside 1 to ${MAX_PAGE}.`);
    if (!location) return [];
    const { latitude, longitude } = location;
    const channels = await load.nearby.load({ latitude, longitude, withinM, first: limit });
    return channels.map(({ id, distanceM }) => ({ channel: getOne(load.channel, id), distanceM: Math.round(distanceM) }));
  },
};
