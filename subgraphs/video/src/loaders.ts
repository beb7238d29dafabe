import { batchMany, batchOne } from '@sizhu/kit';
import type { VideoStore } from './store/index.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** One set per request: a loader's cache must not outlive the viewer whose rights filled it. */
export const createLoaders = (store: VideoStore) => ({
  channel: batchOne(store.findChannels, (row) => row.id),
  channelByDeviceId: batchOne(store.findChannelsByDeviceId, (row) => row.deviceId),
  channelsAt: batchMany(store.findChannelsAt, (row) => row.keyPlaceId ?? ''),
  keyPlace: batchOne(store.findKeyPlaces, (row) => row.id),
  channelCounts: batchMany(store.sumChannels, (row) => row.areaCode),
});
