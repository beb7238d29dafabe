import { after, getOne } from '@sizhu/kit';
import type {
  ConnectionRecordedResolvers, DatasetCountedResolvers, MutationResolvers, NodeOpenedResolvers, SessionRecordedResolvers, WarningAcknowledgedResolvers, WarningClosedResolvers,
} from '../__generated__/resolvers.js';

export const Mutation: MutationResolvers = {
  recordSeriesPoints: (_root, { input }, context) => after(context.change.recordSeriesPoints(input), context),
  acknowledgeWarning: (_root, { input }, context) => after(context.change.acknowledgeWarning(input), context),
  closeWarning: (_root, { input }, context) => after(context.change.closeWarning(input), context),
  recordDatasetCount: (_root, { input }, context) => after(context.change.recordDatasetCount(input), context),
  openNode: (_root, { input }, context) => after(context.change.openNode(input), context),
  recordSession: (_root, { input }, context) => after(context.change.recordSession(input), context),
  draftSituationReport: (_root, { input }, context) => after(context.change.draftSituationReport(input), context),
  reviseSituationReport: (_root, { input }, context) => after(context.change.reviseSituationReport(input), context),
  submitSituationReport: (_root, { input }, context) => after(context.change.submitSituationReport(input), context),
  receiveSituationReport: (_root, { input }, context) => after(context.change.receiveSituationReport(input), context),
  answerSituationReport: (_root, { input }, context) => after(context.change.answerSituationReport(input), context),
  planInfrastructureProject: (_root, { input }, context) => after(context.change.planInfrastructureProject(input), context),
  recordProjectSpending: (_root, { input }, context) => after(context.change.recordProjectSpending(input), context),
  approveInfrastructureProject: (_root, { input }, context) => after(context.change.approveInfrastructureProject(input), context),
  startInfrastructureProject: (_root, { input }, context) => after(context.change.startInfrastructureProject(input), context),
  acceptInfrastructureProject: (_root, { input }, context) => after(context.change.acceptInfrastructureProject(input), context),
  commissionInfrastructureProject: (_root, { input }, context) => after(context.change.commissionInfrastructureProject(input), context),
  cancelInfrastructureProject: (_root, { input }, context) => after(context.change.cancelInfrastructureProject(input), context),
  recordBaseRecord: (_root, { input }, context) => after(context.change.recordBaseRecord(input), context),
  removeBaseRecord: (_root, { input }, context) => after(context.change.removeBaseRecord(input), context),
  recordConnection: (_root, { input }, context) => after(context.change.recordConnection(input), context),
};

export const ConnectionRecorded: ConnectionRecordedResolvers = {
  connection: async ({ centerId, platformId }, _args, { load }) => {
    const connections = await load.connections.load(centerId);
    const connection = connections.find((one) => one.platformId === platformId);
    if (!connection) throw new Error(`The connection of ${centerId} to ${platformId}, which was recorded, is gone.`);
    return connection;
  },
};

export const WarningAcknowledged: WarningAcknowledgedResolvers = { warning: ({ id }, _args, { load }) => getOne(load.warning, id) };
export const WarningClosed: WarningClosedResolvers = { warning: ({ id }, _args, { load }) => getOne(load.warning, id) };
export const NodeOpened: NodeOpenedResolvers = { node: ({ nodeId }, _args, { load }) => getOne(load.node, nodeId) };
export const SessionRecorded: SessionRecordedResolvers = { session: ({ sessionId }, _args, { load }) => getOne(load.session, sessionId) };
export const DatasetCounted: DatasetCountedResolvers = {
  dataset: async ({ areaPath, definitionId }, _args, { load }) => {
    const datasets = await load.datasets.load({ path: areaPath, category: null });
    const dataset = datasets.find((one) => one.definitionId === definitionId);
    if (!dataset) throw new Error(`The data set ${definitionId} of ${areaPath}, which was counted, is gone.`);
    return dataset;
  },
};
