import { codeOfPath } from '@sizhu/kit';
import type { ChannelRecordResolvers, DeviceCodeResolvers, KeyPlaceResolvers, VideoChannelResolvers } from '../__generated__/resolvers.js';
import { parseDeviceId, yearOf, type DeviceId } from '../device-id/parse-device-id.js';
import { findMissingFields } from './record-fields.js';

export const VideoChannel: VideoChannelResolvers = {
  __resolveReference: ({ id }, { load }) => load.channel.load(id),
  // POLICE channels have no record here.
  resourceClass: () => 'PUBLIC',
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  keyPlace: ({ keyPlaceId }, _args, { load }) => (keyPlaceId === null ? null : load.keyPlace.load(keyPlaceId)),
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

export const KeyPlace: KeyPlaceResolvers = {
  __resolveReference: ({ id }, { load }) => load.keyPlace.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  location: ({ latitude, longitude }) => ({ latitude, longitude }),
  channels: ({ id }, _args, { load }) => load.channelsAt.load(id),
  covered: ({ builtChannels }) => builtChannels > 0,
};
