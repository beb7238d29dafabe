import type { Context } from '../context.js';

export const Query = {
  channel: (_root: unknown, { id }: { id: string }, { load }: Context) => load.channel.load(id),
  channelByDeviceId: (_root: unknown, { deviceId }: { deviceId: string }, { load }: Context) => load.channelByDeviceId.load(deviceId),
  keyPlace: (_root: unknown, { id }: { id: string }, { load }: Context) => load.keyPlace.load(id),
};
