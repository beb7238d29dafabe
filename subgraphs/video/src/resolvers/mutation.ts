import { getOne } from '@sizhu/kit';
import type { ChannelChangedResolvers, MutationResolvers } from '../__generated__/resolvers.js';

/** What a change leaves under its key: read anew, so that it is told as it is now. */
export interface Changed<Name extends string> {
  readonly __typename: Name;
  readonly id: string;
}

export const Mutation: MutationResolvers = {
  registerChannel: (_root, { input }, { changes }) => changes.registerChannel(input),
  updateChannel: (_root, { input }, { changes }) => changes.updateChannel(input),
  retireChannel: (_root, { input }, { changes }) => changes.retireChannel(input),
  recordPoliceCounts: (_root, { input }, { changes }) => changes.recordPoliceCounts(input),
  recordObservations: (_root, { input }, { changes }) => changes.recordObservations(input),
  requestViewingTicket: (_root, { input }, { changes }) => changes.requestViewingTicket(input),
  approveViewingTicket: (_root, { input }, { changes }) => changes.approveViewingTicket(input),
  rejectViewingTicket: (_root, { input }, { changes }) => changes.rejectViewingTicket(input),
  openViewingTicket: (_root, { input }, { changes }) => changes.openViewingTicket(input),
  closeViewingTicket: (_root, { input }, { changes }) => changes.closeViewingTicket(input),
  withdrawViewingTicket: (_root, { input }, { changes }) => changes.withdrawViewingTicket(input),
};

export const ChannelChanged: ChannelChangedResolvers = {
  channel: ({ id }, _args, { load }) => getOne(load.channel.clear(id), id),
};
