import { batchMany, batchOne } from '@sizhu/kit';
import DataLoader from 'dataloader';
import type { DatasetKey } from './store/base-data.js';
import type { ConnectionKey } from './store/connections.js';
import type { DatasetHistoryKey } from './store/dataset-months.js';
import type { InformatizationStore } from './store/index.js';
import type { SessionCountsKey } from './store/sessions.js';
import type { MonthCountsKey } from './store/warning-counts.js';
import type { SeriesKey } from './store/warnings.js';

export type Loaders = ReturnType<typeof createLoaders>;

const toDatasetKey = ({ path, category }: DatasetKey): string => JSON.stringify([path, category]);
const toConnectionKey = ({ centerId, platformId }: ConnectionKey): string => JSON.stringify([centerId, platformId]);
const toMonthsKey = ({ code, last, months }: MonthCountsKey): string => JSON.stringify([code, last, months]);
const toCountsKey = ({ code, from }: SessionCountsKey): string => JSON.stringify([code, from]);
const toHistoryKey = ({ path, definitionId, from }: DatasetHistoryKey): string => JSON.stringify([path, definitionId, from]);
const toSeriesKey = ({ path, series, weeks }: SeriesKey): string => JSON.stringify([path, series, weeks]);

/** Loads any number of rows for a key of several parts, which each row bears too. */
const batchByKey = <Key, Row extends Key>(find: (keys: readonly Key[]) => Promise<readonly Row[]>, toText: (key: Key) => string) =>
  new DataLoader<Key, readonly Row[], string>(async (keys) => {
    const groups = Map.groupBy(await find(keys), toText);
    return keys.map((key) => groups.get(toText(key)) ?? []);
  }, { cacheKeyFn: toText });

/** One set per request: a loader's cache must not outlive the viewer whose rights filled it. */
export const createLoaders = (store: InformatizationStore) => ({
  connections: batchMany(store.findConnections, (row) => row.centerId),
  connectionChanges: batchByKey(store.findConnectionChanges, toConnectionKey),
  connectedCenter: batchOne(store.findConnectedCenters, (row) => row.centerId),
  node: batchOne(store.findNodes, (row) => row.id),
  nodeOfCenter: batchOne(store.findNodesOfCenters, (row) => row.centerId),
  definition: batchOne(store.findDefinitions, (row) => row.id),
  datasets: batchByKey(store.findDatasets, toDatasetKey),
  datasetMonths: batchByKey(store.findDatasetMonths, toHistoryKey),
  connectedCenters: batchMany(store.sumConnectedCenters, (row) => row.areaCode),
  platforms: batchMany(store.sumPlatforms, (row) => row.areaCode),
  videoNet: batchMany(store.sumVideoNet, (row) => row.areaCode),
  session: batchOne(store.findSessions, (row) => row.id),
  sessionCounts: batchByKey(store.sumSessions, toCountsKey),
  situationReport: batchOne(store.findSituationReports, (row) => row.id),
  baseRecord: batchOne(store.findBaseRecords, (row) => row.id),
  baseRecordCounts: batchMany(store.sumBaseRecords, (row) => row.areaCode),
  project: batchOne(store.findProjects, (row) => row.id),
  projectsOfCenter: batchMany(store.findProjectsOfCenters, (row) => row.centerId),
  servedAreas: batchMany(store.findServedAreas, (row) => row.projectId),
  servedCenters: batchMany(store.findServedCenters, (row) => row.projectId),
  projectCounts: batchMany(store.sumProjects, (row) => row.areaCode),
  warning: batchOne(store.findWarnings, (row) => row.id),
  warningCounts: batchMany(store.sumWarnings, (row) => row.areaCode),
  warningMonths: batchByKey(store.sumWarningMonths, toMonthsKey),
  seriesPoints: batchByKey(store.findSeriesPoints, toSeriesKey),
  baseData: batchMany(store.sumBaseData, (row) => row.areaCode),
});
