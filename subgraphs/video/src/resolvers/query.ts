import type { QueryResolvers } from '../__generated__/resolvers.js';
import { listChannels } from './channel.js';
import { listKeyPlaces } from './key-place.js';
import { listTickets } from './ticket.js';
import { listXueliangProjects } from './xueliang.js';

export const Query: QueryResolvers = {
  channel: (_root, { id }, { load }) => load.channel.load(id),
  channelByDeviceId: (_root, { deviceId }, { load }) => load.channelByDeviceId.load(deviceId),
  channels: (_root, { areaPath, filter, ...page }, context) => listChannels({ path: areaPath, filter }, page, context),
  keyPlace: (_root, { id }, { load }) => load.keyPlace.load(id),
  keyPlaces: (_root, { areaPath, filter, ...page }, context) => listKeyPlaces({ path: areaPath, filter }, page, context),
  coverageSegment: (_root, { id }, { load }) => load.segment.load(id),
  xueliangProject: (_root, { id }, { load }) => load.xueliangProject.load(id),
  xueliangProjects: (_root, { areaPath, filter, ...page }, context) => listXueliangProjects({ path: areaPath, filter }, page, context),
  videoPatrol: (_root, { id }, { load }) => load.patrol.load(id),
  viewingTicket: (_root, { id }, { load }) => load.ticket.load(id),
  viewingTickets: (_root, { areaPath, filter, ...page }, context) => listTickets({ path: areaPath, filter }, page, context),
};
