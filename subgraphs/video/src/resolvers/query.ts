import type { QueryResolvers } from '../__generated__/resolvers.js';

export const Query: QueryResolvers = {
  channel: (_root, { id }, { load }) => load.channel.load(id),
  channelByDeviceId: (_root, { deviceId }, { load }) => load.channelByDeviceId.load(deviceId),
  keyPlace: (_root, { id }, { load }) => load.keyPlace.load(id),
};
