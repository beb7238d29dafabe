import { eventsUnder } from '@sizhu/kit';
import type { SubscriptionEventChangedArgs, SubscriptionResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { EventRow } from '../store/events.js';

export const Subscription: SubscriptionResolvers = {
  eventChanged: {
    subscribe: eventsUnder<'eventChanged', EventRow, SubscriptionEventChangedArgs, Context>('eventChanged', {
      topics: ['event.changed'],
      find: async ({ subject }, { severity }, { store }) => {
        const [event] = await store.findEvents([subject]);
        return event && (severity == null || event.severity === severity) ? event : null;
      },
    }),
  },
};
