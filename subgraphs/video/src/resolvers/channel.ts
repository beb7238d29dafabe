import { codeOfPath } from '@sizhu/kit';
import type { KeyPlaceResolvers, VideoChannelResolvers } from '../__generated__/resolvers.js';

export const VideoChannel: VideoChannelResolvers = {
  __resolveReference: ({ id }, { load }) => load.channel.load(id),
  // POLICE channels have no record here.
  resourceClass: () => 'PUBLIC',
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  keyPlace: ({ keyPlaceId }, _args, { load }) => (keyPlaceId === null ? null : load.keyPlace.load(keyPlaceId)),
  location: ({ latitude, longitude }) => ({ latitude, longitude }),
  sharedWithCenter: ({ sharedCenterId }) => sharedCenterId !== null,
  health: ({ health, observedAt }) => ({ state: health, observedAt }),
};

export const KeyPlace: KeyPlaceResolvers = {
  __resolveReference: ({ id }, { load }) => load.keyPlace.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  location: ({ latitude, longitude }) => ({ latitude, longitude }),
  channels: ({ id }, _args, { load }) => load.channelsAt.load(id),
  covered: ({ builtChannels }) => builtChannels > 0,
};
