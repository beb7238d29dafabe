import { getOne, latest, requiredField, sumOf, toRatio } from '@sizhu/kit';
import type {
  AreaResolvers, BaseDatasetResolvers, BaseDataSummaryResolvers, ConnectionSummaryResolvers, DatasetCountResolvers, DatasetMonthResolvers, VideoNetSummaryResolvers,
} from '../__generated__/resolvers.js';
import { firstOfMonth } from '../calendar.js';
import type { BaseDataCounts, VideoNetCounts } from '../store/rollups.js';
import { pageOfBaseRecords } from './base-records.js';
import { pageOfProjects } from './projects.js';
import { pageOfSessions } from './sessions.js';
import { pageOfSituationReports } from './situation-reports.js';
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
  readonly code: string;
  readonly counts: readonly VideoNetCounts[];
}

export const Area: AreaResolvers = {
  connectionSummary: ({ code }) => ({ code }),
  baseDataSummary: async ({ code }, _args, { load }) => ({ counts: await load.baseData.load(code) }),
  videoNetSummary: async ({ code }, _args, { load }) => ({ code, counts: await load.videoNet.load(code) }),
  videoNetSessions: ({ path }, { filter, ...args }, { store }) =>
    pageOfSessions(store, { path: requiredField(path, 'path'), hostCenterId: null, filter }, args),
  warnings: ({ path }, { filter, ...args }, { store }) => pageOfWarnings(store, { path: requiredField(path, 'path'), filter }, args),
  warningSummary: async ({ code }, _args, { load }) => ({ counts: await load.warningCounts.load(code) }),
  warningTrend: ({ code }, { months }, { load, today }) =>
    load.warningMonths.load({ code, months: withinRange('months', months, 60), last: firstOfMonth(today(), 0) }),
  seriesPoints: ({ path }, { series, weeks }, { load }) =>
    load.seriesPoints.load({ path: requiredField(path, 'path'), series, weeks: withinRange('weeks', weeks ?? 26, 300) }),
  situationReports: ({ path }, { filter, ...args }, { store }) => pageOfSituationReports(store, { path: requiredField(path, 'path'), filter }, args),
  infrastructureProjects: ({ path }, { filter, ...args }, { store }) => pageOfProjects(store, { path: requiredField(path, 'path'), filter }, args),
  infrastructureSummary: async ({ code }, _args, { load }) => ({ counts: await load.projectCounts.load(code) }),
  baseRecords: ({ code, path }, { kind, ...args }, context) => pageOfBaseRecords(context, { code, path: requiredField(path, 'path'), kind }, args),
  baseRecordSummary: async ({ code }, _args, { load }) => {
    const [counts, reported] = await Promise.all([load.baseRecordCounts.load(code), load.baseData.load(code)]);
    return { counts, reported };
  },
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
  sessions: async ({ code }, { months }, { load, today }) => {
    const [counts] = await load.sessionCounts.load({ code, from: firstOfMonth(today(), withinRange('months', months ?? 12, 60) - 1) });
    if (!counts) throw new Error('The store promises a row for every key.');
    return { ...counts, attendance: toRatio(counts.nodesAttended, counts.nodesInvited) };
  },
  asOf: ({ counts }) => latest(counts),
};

export const BaseDataset: BaseDatasetResolvers = {
  definition: ({ definitionId }, _args, { load }) => getOne(load.definition, definitionId),
  history: ({ path, definitionId }, { months }, { load, today }) =>
    load.datasetMonths.load({ path, definitionId, from: firstOfMonth(today(), withinRange('months', months ?? 12, 60) - 1) }),
  quality: ({ completeness, accuracy, baselineClarity, situationClarity }) =>
    ({ completeness, accuracy, baselineClarity, situationClarity }),
};

export const DatasetMonth: DatasetMonthResolvers = {
  quality: ({ completeness, accuracy, baselineClarity, situationClarity }) =>
    ({ completeness, accuracy, baselineClarity, situationClarity }),
};
