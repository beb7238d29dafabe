import { toConnection, toPage, type Connection } from '@sizhu/kit';
import type { QueryResolvers } from '../__generated__/resolvers.js';
import type { NodeRow } from '../store/connections.js';

import { pageOfSessions } from './sessions.js';
import { pageOfSituationReports } from './situation-reports.js';
import { pageOfWarnings } from './warnings.js';

export type NodePage = Connection<NodeRow>;

export const Query: QueryResolvers = {
  platforms: (_root, _args, { store }) => store.listPlatforms(),
  warnings: (_root, { filter, ...args }, { store }) => pageOfWarnings(store, { path: null, filter }, args),
  videoNetSessions: (_root, { filter, ...args }, { store }) => pageOfSessions(store, { path: null, hostCenterId: null, filter }, args),
  situationReport: (_root, { id }, { load }) => load.situationReport.load(id),
  situationReports: (_root, { filter, ...args }, { store }) => pageOfSituationReports(store, { path: null, filter }, args),
  infrastructureProject: (_root, { id }, { load }) => load.project.load(id),
  baseRecord: (_root, { id }, { load }) => load.baseRecord.load(id),
  datasetModules: (_root, _args, { store }) => store.listModules(),
  datasetCatalog: (_root, _args, { store }) => store.listDefinitions(),
  videoNetNodes: async (_root, { level, ...args }, { store }) => {
    const page = toPage(args, 1);
    const rows = await store.listNodes(level, page);
    return toConnection({ rows, page, keyOf: ({ id }) => [id], totalCount: () => store.countNodes(level) });
  },
};
