import { codeOfPath, sumOf, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { ChannelRecordResolvers, DeviceCodeResolvers, VideoChannelResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { findMeasure } from '../channels/find-measure.js';
import { parseDeviceId, yearOf, type DeviceId } from '../device-id/parse-device-id.js';
import type { ChannelRow, ChannelScope } from '../store/channels.js';
import { WHOLE_REGISTRY } from '../store/rollups.js';
import { findMissingFields } from './record-fields.js';

export type ChannelPage = Connection<ChannelRow>;

export async function listChannels(scope: ChannelScope, args: PageArguments, context: Context): Promise<ChannelPage> {
  const page = toPage(args, 1);
  const rows = await context.store.listChannels(scope, page);
  return toConnection({ rows, page, keyOf: ({ id }) => [id], totalCount: () => countChannels(scope, context) });
}

/** From the rollup where it counts by the same condition; else the rows are counted. */
async function countChannels(scope: ChannelScope, { store, load }: Context): Promise<number> {
  const measure = scope.sharedCenterId === undefined && scope.gridId === undefined ? findMeasure(scope.filter) : null;
  if (!measure) return store.countChannels(scope);
  const counts = await load.channelCounts.load(scope.path == null ? WHOLE_REGISTRY : codeOfPath(scope.path));
  return sumOf(counts.filter(({ resourceClass }) => resourceClass === 'PUBLIC'), measure);
}

export const VideoChannel: VideoChannelResolvers = {
  __resolveReference: ({ id }, { load }) => load.channel.load(id),
  // POLICE channels have no record here.
  resourceClass: () => 'PUBLIC',
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  keyPlace: ({ keyPlaceId }, _args, { load }) => (keyPlaceId === null ? null : load.keyPlace.load(keyPlaceId)),
  grid: ({ gridId }) => (gridId === null ? null : { id: gridId }),
  location: ({ latitude, longitude }) => ({ latitude, longitude }),
  sharedWithCenter: ({ sharedCenterId }) => sharedCenterId !== null,
  device: ({ deviceId, edition }) => {
    const reading = parseDeviceId(deviceId, edition);
    return reading.kind === 'valid' ? reading.device : null;
  },
  record: (channel) => channel,
  outages: ({ id }, _args, { load }) => load.outagesOf.load(id),
  health: ({ health, observedAt }) => ({ state: health, observedAt }),
};

const toCodedValue = (part: 'industry' | 'type' | 'network') => ({ edition, [part]: value }: DeviceId) =>
  ({ scheme: `GB/T 28181 ${part}`, version: yearOf(edition), ...value });

export const DeviceCode: DeviceCodeResolvers = {
  industry: toCodedValue('industry'),
  type: toCodedValue('type'),
  network: toCodedValue('network'),
};

export const ChannelRecord: ChannelRecordResolvers = {
  complete: ({ recordComplete }) => recordComplete,
  missing: findMissingFields,
  maintainer: ({ maintainerId }) => (maintainerId === null ? null : { id: maintainerId }),
};
