import { toConnection, toPage, type PageArguments } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { ConnectedCenterCounts } from '../store/rollups.js';

export const Query = {
  platforms: (_root: unknown, _args: unknown, { store }: Context) => store.listPlatforms(),
  datasetCatalog: (_root: unknown, _args: unknown, { store }: Context) => store.listDefinitions(),
  videoNetNodes: async (
    _root: unknown,
    { level, ...args }: PageArguments & { level?: ConnectedCenterCounts['level'] | null },
    { store }: Context,
  ) => {
    const page = toPage(args, 1);
    const rows = await store.listNodes(level, page);
    return toConnection({ rows, page, keyOf: (node) => [node.id], totalCount: () => store.countNodes(level) });
  },
};
