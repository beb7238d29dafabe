import { latest, sumOf, toRatio } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { BaseDataCounts, VideoNetCounts } from '../store/rollups.js';

export interface AreaReference {
  readonly code: string;
}

export const Area = {
  __resolveReference: ({ code }: AreaReference) => ({ code }),
  connectionSummary: ({ code }: AreaReference) => ({ code }),
  baseDataSummary: async ({ code }: AreaReference, _args: unknown, { load }: Context) => ({ counts: await load.baseData.load(code) }),
  videoNetSummary: async ({ code }: AreaReference, _args: unknown, { load }: Context) => ({ counts: await load.videoNet.load(code) }),
  datasets: async ({ code }: AreaReference, { category }: { category?: string | null }, { load }: Context) => {
    const datasets = await load.datasets.load(code);
    if (category == null) return datasets;
    const definitions = await Promise.all(datasets.map(({ definitionId }) => load.definition.load(definitionId)));
    return datasets.filter((_dataset, index) => definitions[index]?.category === category);
  },
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

export interface DatasetRow {
  readonly definitionId: string;
  readonly completeness: number | null;
  readonly accuracy: number | null;
  readonly baselineClarity: number | null;
  readonly situationClarity: number | null;
}

export const BaseDataset = {
  definition: ({ definitionId }: DatasetRow, _args: unknown, { load }: Context) => load.definition.load(definitionId),
  quality: ({ completeness, accuracy, baselineClarity, situationClarity }: DatasetRow) =>
    ({ completeness, accuracy, baselineClarity, situationClarity }),
};
