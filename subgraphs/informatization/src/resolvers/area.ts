import { getOne, latest, requiredField, sumOf, toRatio } from '@sizhu/kit';
import type {
  AreaResolvers, BaseDatasetResolvers, BaseDataSummaryResolvers, ConnectionSummaryResolvers, DatasetCountResolvers, VideoNetSummaryResolvers,
} from '../__generated__/resolvers.js';
import type { BaseDataCounts, VideoNetCounts } from '../store/rollups.js';
import { pageOfWarnings, withinRange } from './warnings.js';

/** `path` comes from the centers pillar, for the fields that require it. */
export interface AreaReference {
  readonly code: string;
  readonly path?: string | undefined;
}

export interface BaseDataSummaryParent {
  readonly counts: readonly BaseDataCounts[];
}

export interface VideoNetSummaryParent {
  readonly counts: readonly VideoNetCounts[];
}

export const Area: AreaResolvers = {
  connectionSummary: ({ code }) => ({ code }),
  baseDataSummary: async ({ code }, _args, { load }) => ({ counts: await load.baseData.load(code) }),
  videoNetSummary: async ({ code }, _args, { load }) => ({ counts: await load.videoNet.load(code) }),
  warnings: ({ path }, { filter, ...args }, { store }) => pageOfWarnings(store, { path: requiredField(path, 'path'), filter }, args),
  warningSummary: async ({ code }, _args, { load }) => ({ counts: await load.warningCounts.load(code) }),
  warningTrend: ({ code }, { months }, { load, today }) =>
    load.warningMonths.load({ code, months: withinRange('months', months, 60), last: `${today().slice(0, 7)}-01` }),
  seriesPoints: ({ path }, { series, weeks }, { load }) =>
    load.seriesPoints.load({ path: requiredField(path, 'path'), series, weeks: withinRange('weeks', weeks ?? 26, 300) }),
  datasets: ({ path }, { category = null }, { load }) => load.datasets.load({ path: requiredField(path, 'path'), category }),
};

export const ConnectionSummary: ConnectionSummaryResolvers = {
  fullyConnected: async ({ code }, _args, { load }) => {
    const counts = await load.connectedCenters.load(code);
    return toRatio(sumOf(counts, (row) => row.fullyConnected), sumOf(counts, (row) => row.centers));
  },
  byPlatform: ({ code }, _args, { load }) => load.platforms.load(code),
  asOf: async ({ code }, _args, { load }) => latest(await load.platforms.load(code)),
};

export const BaseDataSummary: BaseDataSummaryResolvers = {
  recordCount: ({ counts }) => sumOf(counts, (row) => row.recordCount),
  qualifier: ({ counts }) => (counts.some((row) => row.lowerBounds > 0) ? 'AT_LEAST' : 'EXACT'),
  byDataset: ({ counts }) => counts,
  asOf: ({ counts }) => latest(counts),
};

export const DatasetCount: DatasetCountResolvers = {
  definition: ({ definitionId }, _args, { load }) => getOne(load.definition, definitionId),
};

export const VideoNetSummary: VideoNetSummaryResolvers = {
  opened: ({ counts }) => sumOf(counts, (row) => row.opened),
  byLevel: ({ counts }) => counts,
  asOf: ({ counts }) => latest(counts),
};

export const BaseDataset: BaseDatasetResolvers = {
  definition: ({ definitionId }, _args, { load }) => getOne(load.definition, definitionId),
  quality: ({ completeness, accuracy, baselineClarity, situationClarity }) =>
    ({ completeness, accuracy, baselineClarity, situationClarity }),
};
