import { Area, BaseDataset, BaseDataSummary, ConnectionSummary, DatasetCount, VideoNetSummary } from './area.js';
import { Center, FourFull, VideoNetNode } from './center.js';
import { Query } from './query.js';

export const resolvers = {
  Query, Area, BaseDataset, BaseDataSummary, Center, ConnectionSummary, DatasetCount, FourFull, VideoNetNode, VideoNetSummary,
};
