import type { Resolvers } from '../__generated__/resolvers.js';
import { Area } from './area.js';
import { Center } from './center.js';
import { ChannelRecord, DeviceCode, VideoChannel } from './channel.js';
import { ChannelSummary } from './channel-summary.js';
import { AssignmentChanged, CoverageSegment, CoverageSummary, KeyPlaceChanged, SegmentChanged } from './coverage.js';
import { GridEvent } from './event.js';
import { Grid } from './grid.js';
import { KeyPlace } from './key-place.js';
import { ChannelChanged, Mutation } from './mutation.js';
import { ChannelOutage, OutageSummary } from './outage.js';
import { FindingLinked, FindingRecorded, PatrolCheckpoint, PatrolFinding, PatrolSummary, VideoPatrol, VideoPatrolChanged } from './patrol.js';
import { Query } from './query.js';
import { Subscription } from './subscription.js';
import { ViewingTicket, ViewingTicketChanged, ViewingTicketSummary } from './ticket.js';
import { XueliangProject, XueliangProjectChanged, XueliangSummary } from './xueliang.js';

export const resolvers: Resolvers = {
  Query, Mutation, Subscription, Area, Center, ChannelChanged, ChannelOutage, ChannelRecord, ChannelSummary, DeviceCode, Grid, GridEvent, KeyPlace, OutageSummary, VideoChannel,
  AssignmentChanged, CoverageSegment, CoverageSummary, KeyPlaceChanged, SegmentChanged, XueliangProject, XueliangProjectChanged, XueliangSummary,
  FindingLinked, FindingRecorded, PatrolCheckpoint, PatrolFinding, PatrolSummary, VideoPatrol, VideoPatrolChanged, ViewingTicket, ViewingTicketChanged, ViewingTicketSummary,
};
