import { requiredField } from '@sizhu/kit';
import type { AreaResolvers } from '../__generated__/resolvers.js';
import { listChannels } from './channel.js';
import { summarizeChannels } from './channel-summary.js';
import { summarizeCoverage } from './coverage.js';
import { listKeyPlaces } from './key-place.js';
import { listOutages, summarizeOutages } from './outage.js';
import { listPatrols, summarizePatrols } from './patrol.js';
import { listTickets, summarizeTickets } from './ticket.js';
import { listXueliangProjects, summarizeXueliang } from './xueliang.js';

/** `path` comes from the centers pillar, for the fields that require it. */
export interface AreaReference {
  readonly code: string;
  readonly path?: string | undefined;
}

const pathOf = ({ path }: AreaReference): string => requiredField(path, 'path');

export const Area: AreaResolvers = {
  channelSummary: ({ code }, _args, context) => summarizeChannels(code, context),
  channels: (area, { filter, ...page }, context) => listChannels({ path: pathOf(area), filter }, page, context),
  keyPlaces: (area, { kind, filter, ...page }, context) => listKeyPlaces({ path: pathOf(area), kind, filter }, page, context),
  coverageSummary: ({ code }, _args, context) => summarizeCoverage(code, context),
  outages: (area, { filter, ...page }, context) => listOutages({ path: pathOf(area), filter }, page, context),
  outageSummary: ({ code }, { period }, context) => summarizeOutages(code, period, context),
  viewingTickets: (area, { filter, ...page }, context) => listTickets({ path: pathOf(area), filter }, page, context),
  viewingTicketSummary: ({ code }, { period }, context) => summarizeTickets(code, period, context),
  patrols: (area, { filter, ...page }, context) => listPatrols({ path: pathOf(area), filter }, page, context),
  patrolSummary: ({ code }, { period }, context) => summarizePatrols(code, period, context),
  segments: (area, _args, { load }) => load.segmentsInside.load(pathOf(area)),
  xueliangProjects: (area, { filter, ...page }, context) => listXueliangProjects({ path: pathOf(area), filter }, page, context),
  xueliangSummary: ({ code }, _args, context) => summarizeXueliang(code, context),
};
