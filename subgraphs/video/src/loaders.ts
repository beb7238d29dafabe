import { batchMany, batchOne, loadersFor, type Period } from '@sizhu/kit';
import DataLoader from 'dataloader';
import type { VideoStore } from './store/index.js';
import type { NearbyKey, NearbyRow } from './store/nearby.js';
import type { OutageCounts } from './store/outages.js';
import type { PatrolCounts } from './store/patrols.js';
import type { TicketCounts } from './store/tickets.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** One set per request: a loader's cache must not outlive the viewer whose rights filled it. */
export const createLoaders = (store: VideoStore) => ({
  ticket: batchOne(store.findTickets, (row) => row.id),
  ticketEntries: batchMany(store.findTicketEntries, (row) => row.ticketId),
  ticketChannels: batchMany(store.findTicketChannels, (row) => row.ticketId),
  ticketCounts: loadersFor((period: Period | null) => batchMany<TicketCounts>(store.sumTickets(period), (row) => row.areaCode)),
  outagesOf: batchMany(store.findOutages, (row) => row.channelId),
  outageCounts: loadersFor((period: Period | null) => batchOne<OutageCounts>(store.sumOutages(period), (row) => row.areaCode)),
  channel: batchOne(store.findChannels, (row) => row.id),
  channelByDeviceId: batchOne(store.findChannelsByDeviceId, (row) => row.deviceId),
  channelsAt: batchMany(store.findChannelsAt, (row) => row.keyPlaceId ?? ''),
  keyPlace: batchOne(store.findKeyPlaces, (row) => row.id),
  patrol: batchOne(store.findPatrols, (row) => row.id),
  checkpoints: batchMany(store.findCheckpoints, (row) => row.patrolId),
  finding: batchOne(store.findFindings, (row) => row.id),
  findingsOf: batchMany(store.findFindingsOf, (row) => row.patrolId),
  findingBehind: batchOne(store.findFindingsBehind, (row) => row.eventId ?? ''),
  patrolCounts: loadersFor((period: Period | null) => batchOne<PatrolCounts>(store.sumPatrols(period), (row) => row.areaCode)),
  segment: batchOne(store.findSegments, (row) => row.id),
  segmentsInside: batchMany(store.findSegmentsInside, (row) => row.path),
  nearby: batchNearby(store),
  xueliangProject: batchOne(store.findXueliangProjects, (row) => row.id),
  xueliangCounts: batchMany(store.sumXueliangProjects, (row) => row.areaCode),
  keyPlaceCounts: batchMany(store.sumKeyPlaces, (row) => row.areaCode),
  segmentCounts: batchOne(store.sumSegments, (row) => row.areaCode),
  channelCounts: batchMany(store.sumChannels, (row) => row.areaCode),
});

const batchNearby = (store: VideoStore) => new DataLoader<NearbyKey, readonly NearbyRow[], string>(async (keys) => {
  const groups = Map.groupBy(await store.findNearby(keys), (row) => row.place);
  return keys.map((_key, place) => groups.get(place) ?? []);
}, { cacheKeyFn: (key) => JSON.stringify(key) });
