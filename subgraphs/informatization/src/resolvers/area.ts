import { latest, sumOf, toRatio } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { DatasetRow } from '../store/base-data.js';
import type { BaseDataCounts, VideoNetCounts } from '../store/rollups.js';

/** `path` comes from the centers pillar, for the fields that require it. */
export interface AreaReference {
  readonly code: string;
  readonly path: string;
}

export const Area = {
  __resolveReference: (reference: AreaReference) => reference,
  connectionSummary: ({ code }: AreaReference) => ({ code }),
  baseDataSummary: async ({ code }: AreaReference, _args: unknown, { load }: Context) => ({ counts: await load.baseData.load(code) }),
  videoNetSummary: async ({ code }: AreaReference, _args: unknown, { load }: Context) => ({ counts: await load.videoNet.load(code) }),
  datasets: ({ path }: AreaReference, { category = null }: { category?: string | null }, { load }: Context) =>
    load.datasets.load({ path, category }),
};

export const ConnectionSummary = {
  fullyConnected: async ({ code }: AreaReference, _args: unknown, { load }: Context) => {
    const counts = await load.connectedCenters.load(code);
    return toRatio(sumOf(counts, (row) => row.fullyConnected), sumOf(counts, (row) => row.centers));
  },
  byPlatform: ({ code }: AreaReference, _args: unknown, { load }: Context) => load.platforms.load(code),
  asOf: async ({ code }: AreaReference, _args: unknown, { load }: Context) => latest(await load.platforms.load(code)),
};

export interface Counts<Row> {
  readonly counts: readonly Row[];
}

export const BaseDataSummary = {
  recordCount: ({ counts }: Counts<BaseDataCounts>) => sumOf(counts, (row) => row.recordCount),
  qualifier: ({ counts }: Counts<BaseDataCounts>) => (counts.some((row) => row.lowerBounds > 0) ? 'AT_LEAST' : 'EXACT'),
  byDataset: ({ counts }: Counts<BaseDataCounts>) => counts,
  asOf: ({ counts }: Counts<BaseDataCounts>) => latest(counts),
};

export const DatasetCount = {
  definition: ({ definitionId }: BaseDataCounts, _args: unknown, { load }: Context) => load.definition.load(definitionId),
};

export const VideoNetSummary = {
  opened: ({ counts }: Counts<VideoNetCounts>) => sumOf(counts, (row) => row.opened),
  byLevel: ({ counts }: Counts<VideoNetCounts>) => counts,
  asOf: ({ counts }: Counts<VideoNetCounts>) => latest(counts),
};

export const BaseDataset = {
  definition: ({ definitionId }: DatasetRow, _args: unknown, { load }: Context) => load.definition.load(definitionId),
  quality: ({ completeness, accuracy, baselineClarity, situationClarity }: DatasetRow) =>
    ({ completeness, accuracy, baselineClarity, situationClarity }),
};
