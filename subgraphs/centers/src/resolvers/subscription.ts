import { eventsUnder } from '@sizhu/kit';
import type { SubscriptionResolvers, SubscriptionRosterChangedArgs } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { RosterChangeRow } from '../store/roster.js';

export const Subscription: SubscriptionResolvers = {
  rosterChanged: {
    subscribe: eventsUnder<'rosterChanged', RosterChangeRow, SubscriptionRosterChangedArgs, Context>('rosterChanged', {
      topics: ['area.added', 'area.renamed', 'area.moved', 'area.ended'],
      find: async ({ payload }, _args, { store }) => {
        const [change] = await store.findRosterChangesById([String(payload['changeId'])]);
        return change ?? null;
      },
    }),
  },
};
