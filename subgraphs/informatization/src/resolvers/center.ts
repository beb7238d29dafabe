import { requiredField, sumOf, toRatio } from '@sizhu/kit';
import type { CenterResolvers, FourFullResolvers, PlatformConnectionResolvers, VideoNetNodeResolvers } from '../__generated__/resolvers.js';
import type { ConnectedCenterCounts } from '../store/rollups.js';
import { pageOfSessions } from './sessions.js';

export interface CenterReference {
  readonly id: string;
}

export const Center: CenterResolvers = {
  connections: ({ id }, _args, { load }) => load.connections.load(id),
  videoNetNode: ({ id }, _args, { load }) => load.nodeOfCenter.load(id),
  videoNetSessions: ({ id }, { filter, ...args }, { store }) => pageOfSessions(store, { path: null, hostCenterId: id, filter }, args),
  infrastructureProjects: ({ id }, _args, { load }) => load.projectsOfCenter.load(id),
  fullyConnected: async ({ id }, _args, { load }) => (await load.connectedCenter.load(id))?.fullyConnected ?? false,
};

export const PlatformConnection: PlatformConnectionResolvers = {
  center: ({ centerId }) => ({ id: centerId }),
  platform: ({ platformId, kind, name }) => ({ id: platformId, kind, name }),
  history: ({ centerId, platformId }, _args, { load }) => load.connectionChanges.load({ centerId, platformId }),
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
