import { sumOf, toRatio } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { ConnectedCenterCounts } from '../store/rollups.js';

export interface CenterReference {
  readonly id: string;
}

export const Center = {
  __resolveReference: ({ id }: CenterReference) => ({ id }),
  connections: async ({ id }: CenterReference, _args: unknown, { load }: Context) => {
    const connections = await load.connections.load(id);
    return connections.map(({ platformId, kind, name, ...connection }) => ({ ...connection, platform: { id: platformId, kind, name } }));
  },
  videoNetNode: ({ id }: CenterReference, _args: unknown, { load }: Context) => load.nodeOfCenter.load(id),
  fullyConnected: async ({ id }: CenterReference, _args: unknown, { load }: Context) =>
    (await load.connectedCenter.load(id))?.fullyConnected ?? false,
};

export const VideoNetNode = {
  __resolveReference: ({ id }: { id: string }, { load }: Context) => load.node.load(id),
  center: ({ centerId }: { centerId: string }) => ({ id: centerId }),
};

export interface FourFullReference {
  readonly area: { readonly code: string };
  readonly level: ConnectedCenterCounts['level'] | null;
  readonly built: number;
}

export const FourFull = {
  __resolveReference: (reference: FourFullReference) => reference,
  connected: async ({ area, level, built }: FourFullReference, _args: unknown, { load }: Context) => {
    const counts = await load.connectedCenters.load(area.code);
    return toRatio(sumOf(counts.filter((count) => !level || count.level === level), (count) => count.fullyConnected), built);
  },
};
