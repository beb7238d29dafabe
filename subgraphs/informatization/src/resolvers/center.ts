import { requiredField, sumOf, toRatio } from '@sizhu/kit';
import type { CenterResolvers, FourFullResolvers, VideoNetNodeResolvers } from '../__generated__/resolvers.js';
import type { ConnectedCenterCounts } from '../store/rollups.js';

export interface CenterReference {
  readonly id: string;
}

export const Center: CenterResolvers = {
  connections: async ({ id }, _args, { load }) => {
    const connections = await load.connections.load(id);
    return connections.map(({ platformId, kind, name, ...connection }) => ({ ...connection, platform: { id: platformId, kind, name } }));
  },
  videoNetNode: ({ id }, _args, { load }) => load.nodeOfCenter.load(id),
  fullyConnected: async ({ id }, _args, { load }) => (await load.connectedCenter.load(id))?.fullyConnected ?? false,
};

export const VideoNetNode: VideoNetNodeResolvers = {
  __resolveReference: ({ id }, { load }) => load.node.load(id),
  center: ({ centerId }) => ({ id: centerId }),
};

/** `built` comes from the centers pillar. */
export interface FourFullReference {
  readonly area: { readonly code: string };
  readonly level?: ConnectedCenterCounts['level'] | null | undefined;
  readonly built?: number | undefined;
}

export const FourFull: FourFullResolvers = {
  connected: async ({ area, level, built }, _args, { load }) => {
    const counts = await load.connectedCenters.load(area.code);
    const connected = sumOf(counts.filter((count) => !level || count.level === level), (count) => count.fullyConnected);
    return toRatio(connected, requiredField(built, 'built'));
  },
};
