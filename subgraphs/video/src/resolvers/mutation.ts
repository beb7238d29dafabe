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
  registerKeyPlace: (_root, { input }, { changes }) => changes.registerKeyPlace(input),
  changeRequiredChannels: (_root, { input }, { changes }) => changes.changeRequiredChannels(input),
  assignChannelToKeyPlace: (_root, { input }, { changes }) => changes.assignChannelToKeyPlace(input),
  unassignChannelFromKeyPlace: (_root, { input }, { changes }) => changes.unassignChannelFromKeyPlace(input),
  retireKeyPlace: (_root, { input }, { changes }) => changes.retireKeyPlace(input),
  recordSegment: (_root, { input }, { changes }) => changes.recordSegment(input),
  changeSegment: (_root, { input }, { changes }) => changes.changeSegment(input),
  retireSegment: (_root, { input }, { changes }) => changes.retireSegment(input),
  planXueliangProject: (_root, { input }, { changes }) => changes.planXueliangProject(input),
  approveXueliangProject: (_root, { input }, { changes }) => changes.approveXueliangProject(input),
  startXueliangProject: (_root, { input }, { changes }) => changes.startXueliangProject(input),
  recordXueliangProgress: (_root, { input }, { changes }) => changes.recordXueliangProgress(input),
  recordXueliangSpending: (_root, { input }, { changes }) => changes.recordXueliangSpending(input),
  acceptXueliangProject: (_root, { input }, { changes }) => changes.acceptXueliangProject(input),
  commissionXueliangProject: (_root, { input }, { changes }) => changes.commissionXueliangProject(input),
  cancelXueliangProject: (_root, { input }, { changes }) => changes.cancelXueliangProject(input),
  recordPoliceCounts: (_root, { input }, { changes }) => changes.recordPoliceCounts(input),
  recordObservations: (_root, { input }, { changes }) => changes.recordObservations(input),
  planPatrol: (_root, { input }, { changes }) => changes.planPatrol(input),
  startPatrol: (_root, { input }, { changes }) => changes.startPatrol(input),
  visitCheckpoint: (_root, { input }, { changes }) => changes.visitCheckpoint(input),
  recordFinding: (_root, { input }, { changes }) => changes.recordFinding(input),
  linkFinding: (_root, { input }, { changes }) => changes.linkFinding(input),
  finishPatrol: (_root, { input }, { changes }) => changes.finishPatrol(input),
  abandonPatrol: (_root, { input }, { changes }) => changes.abandonPatrol(input),
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
