import { eventsUnder } from '@sizhu/kit';
import type { SubscriptionChannelStatusChangedArgs, SubscriptionResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { ChannelRow } from '../store/channels.js';

export const Subscription: SubscriptionResolvers = {
  channelStatusChanged: {
    subscribe: eventsUnder<'channelStatusChanged', ChannelRow, SubscriptionChannelStatusChangedArgs, Context>('channelStatusChanged', {
      topics: ['channel.status'],
      find: async ({ subject }, _args, { store }) => (await store.findChannels([subject]))[0] ?? null,
    }),
  },
};
