import type { Resolvers } from '../__generated__/resolvers.js';
import { Area, BaseDataset, BaseDataSummary, ConnectionSummary, DatasetCount, VideoNetSummary } from './area.js';
import { Center, FourFull, PlatformConnection, VideoNetNode } from './center.js';
import { ConnectionRecorded, Mutation } from './mutation.js';
import { Query } from './query.js';

export const resolvers: Resolvers = {
  Query, Mutation, Area, BaseDataset, BaseDataSummary, Center, ConnectionRecorded, ConnectionSummary, DatasetCount, FourFull,
  PlatformConnection, VideoNetNode, VideoNetSummary,
};
