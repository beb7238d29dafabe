import { eventsUnder } from '@sizhu/kit';
import type { SubscriptionResolvers, SubscriptionWarningRaisedArgs } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { WarningRow } from '../store/warnings.js';

export const Subscription: SubscriptionResolvers = {
  warningRaised: {
    subscribe: eventsUnder<'warningRaised', WarningRow, SubscriptionWarningRaisedArgs, Context>('warningRaised', {
      topics: ['warning.raised'],
      find: async ({ subject }, _args, { store }) => (await store.findWarnings([subject]))[0] ?? null,
    }),
  },
};
