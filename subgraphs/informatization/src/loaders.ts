import { batchMany, batchOne } from '@sizhu/kit';
import DataLoader from 'dataloader';
import type { DatasetKey, DatasetRow } from './store/base-data.js';
import type { InformatizationStore } from './store/index.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** One set per request: a loader's cache must not outlive the viewer whose rights filled it. */
export const createLoaders = (store: InformatizationStore) => ({
  connections: batchMany(store.findConnections, (row) => row.centerId),
  connectedCenter: batchOne(store.findConnectedCenters, (row) => row.centerId),
  node: batchOne(store.findNodes, (row) => row.id),
  nodeOfCenter: batchOne(store.findNodesOfCenters, (row) => row.centerId),
  definition: batchOne(store.findDefinitions, (row) => row.id),
  datasets: batchDatasets(store),
  connectedCenters: batchMany(store.sumConnectedCenters, (row) => row.areaCode),
  platforms: batchMany(store.sumPlatforms, (row) => row.areaCode),
  videoNet: batchMany(store.sumVideoNet, (row) => row.areaCode),
  baseData: batchMany(store.sumBaseData, (row) => row.areaCode),
});

const toDatasetKey = ({ path, category }: DatasetKey): string => JSON.stringify([path, category]);

const batchDatasets = (store: InformatizationStore) => new DataLoader<DatasetKey, readonly DatasetRow[], string>(async (keys) => {
  const groups = Map.groupBy(await store.findDatasets(keys), toDatasetKey);
  return keys.map((key) => groups.get(toDatasetKey(key)) ?? []);
}, { cacheKeyFn: toDatasetKey });
