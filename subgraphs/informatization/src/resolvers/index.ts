import type { Resolvers } from '../__generated__/resolvers.js';
import { Area, BaseDataset, BaseDataSummary, ConnectionSummary, DatasetCount, VideoNetSummary } from './area.js';
import { Center, FourFull, VideoNetNode } from './center.js';
import { Query } from './query.js';

export const resolvers: Resolvers = {
  Query, Area, BaseDataset, BaseDataSummary, Center, ConnectionSummary, DatasetCount, FourFull, VideoNetNode, VideoNetSummary,
};
