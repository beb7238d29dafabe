import type { Resolvers } from '../__generated__/resolvers.js';
import { Area, BaseDataset, BaseDataSummary, ConnectionSummary, DatasetCount, DatasetMonth, VideoNetSummary } from './area.js';
import { Center, FourFull, PlatformConnection, VideoNetNode } from './center.js';
import { ConnectionRecorded, DatasetCounted, Mutation, NodeOpened, SessionRecorded, WarningAcknowledged, WarningClosed } from './mutation.js';
import { BaseRecord, BaseRecordCount, BaseRecordRecorded, BaseRecordSummary } from './base-records.js';
import { InfrastructureProject, InfrastructureProjectChanged, InfrastructureSummary } from './projects.js';
import { Query } from './query.js';
import { Subscription } from './subscription.js';
import { VideoNetSession } from './sessions.js';
import { SituationReport, SituationReportChanged } from './situation-reports.js';
import { EarlyWarning, WarningSummary } from './warnings.js';

export const resolvers: Resolvers = {
  Query, Mutation, Subscription, Area, BaseDataset, BaseDataSummary, BaseRecord, BaseRecordCount, BaseRecordRecorded, BaseRecordSummary, Center, ConnectionRecorded, ConnectionSummary, DatasetCount, DatasetCounted, DatasetMonth, FourFull,
  EarlyWarning, InfrastructureProject, InfrastructureProjectChanged, InfrastructureSummary, NodeOpened, PlatformConnection, SessionRecorded, SituationReport,
  SituationReportChanged, VideoNetNode, VideoNetSession, VideoNetSummary, WarningAcknowledged, WarningClosed, WarningSummary,
};
