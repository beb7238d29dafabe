import { latest, sumOf, toRatio } from '@sizhu/kit';
import type { ChannelSummaryResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { ChannelCounts } from '../store/rollups.js';

export interface ChannelSummaryParent {
  readonly counts: readonly ChannelCounts[];
}

export const summarizeChannels = async (areaCode: string, { load }: Context): Promise<ChannelSummaryParent> =>
  ({ counts: await load.channelCounts.load(areaCode) });

type Measure = Exclude<keyof ChannelCounts, 'areaCode' | 'resourceClass' | 'asOf' | 'places' | 'covered'>;

const total = (measure: Measure) => ({ counts }: ChannelSummaryParent) => sumOf(counts, (row) => row[measure]);

const share = (part: Measure, whole: Measure) => (parent: ChannelSummaryParent) => toRatio(total(part)(parent), total(whole)(parent));

export const ChannelSummary: ChannelSummaryResolvers = {
  registered: total('registered'),
  built: total('built'),
  networked: total('networked'),
  sharedWithCenter: total('sharedWithCenter'),
  byResourceClass: ({ counts }) => counts,
  online: total('online'),
  offline: total('offline'),
  stale: total('stale'),
  defect: total('defect'),
  intactRatio: share('intact', 'built'),
  onlineRatio: (parent) => toRatio(total('online')(parent), total('registered')(parent) - total('stale')(parent)),
  recordCompleteRatio: share('recordComplete', 'built'),
  // Each row carries the key places of the whole area, whatever its class.
  keyPlaceCoverage: ({ counts: [row] }) => toRatio(row?.covered ?? 0, row?.places ?? 0),
  asOf: ({ counts }) => latest(counts),
};
