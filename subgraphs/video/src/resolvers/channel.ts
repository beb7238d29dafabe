import { codeOfPath } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { ChannelRow } from '../store/channels.js';
import type { KeyPlaceRow } from '../store/key-places.js';

export const VideoChannel = {
  __resolveReference: ({ id }: { id: string }, { load }: Context) => load.channel.load(id),
  // POLICE channels have no record here.
  resourceClass: () => 'PUBLIC',
  area: ({ areaPath }: ChannelRow) => ({ code: codeOfPath(areaPath), path: areaPath }),
  keyPlace: ({ keyPlaceId }: ChannelRow, _args: unknown, { load }: Context) => (keyPlaceId ? load.keyPlace.load(keyPlaceId) : null),
  location: ({ latitude, longitude }: ChannelRow) => ({ latitude, longitude }),
  sharedWithCenter: ({ sharedCenterId }: ChannelRow) => sharedCenterId !== null,
  health: ({ health, observedAt }: ChannelRow) => ({ state: health, observedAt }),
};

export const KeyPlace = {
  __resolveReference: ({ id }: { id: string }, { load }: Context) => load.keyPlace.load(id),
  area: ({ areaPath }: KeyPlaceRow) => ({ code: codeOfPath(areaPath), path: areaPath }),
  location: ({ latitude, longitude }: KeyPlaceRow) => ({ latitude, longitude }),
  channels: ({ id }: KeyPlaceRow, _args: unknown, { load }: Context) => load.channelsAt.load(id),
  covered: ({ builtChannels }: KeyPlaceRow) => builtChannels > 0,
};
