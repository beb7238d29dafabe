import { requiredField, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { AreaResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { ChannelRow, ChannelScope } from '../store/channels.js';
import type { KeyPlaceRow } from '../store/key-places.js';
import type { ChannelSummaryParent } from './channel-summary.js';
import { listOutages, summarizeOutages } from './outage.js';
import { listPatrols, summarizePatrols } from './patrol.js';
import { listTickets, summarizeTickets } from './ticket.js';

/** `path` comes from the centers pillar, for the fields that require it. */
export interface AreaReference {
  readonly code: string;
  readonly path?: string | undefined;
}

export type ChannelPage = Connection<ChannelRow>;
export type KeyPlacePage = Connection<KeyPlaceRow>;

export async function listChannels(scope: ChannelScope, args: PageArguments, { store }: Context): Promise<ChannelPage> {
  const page = toPage(args, 1);
  const rows = await store.listChannels(scope, page);
  return toConnection({ rows, page, keyOf: ({ id }) => [id], totalCount: () => store.countChannels(scope) });
}

export const summarizeChannels = async (areaCode: string, { load }: Context): Promise<ChannelSummaryParent> =>
  ({ counts: await load.channelCounts.load(areaCode) });

const pathOf = ({ path }: AreaReference): string => requiredField(path, 'path');

export const Area: AreaResolvers = {
  channelSummary: ({ code }, _args, context) => summarizeChannels(code, context),
  channels: (area, { filter, ...page }, context) => listChannels({ path: pathOf(area), filter }, page, context),
  keyPlaces: async (area, { kind, ...args }, { store }) => {
    const page = toPage(args, 1);
    const scope = { path: pathOf(area), kind };
    const rows = await store.listKeyPlaces(scope, page);
    return toConnection({ rows, page, keyOf: ({ id }) => [id], totalCount: () => store.countKeyPlaces(scope) });
  },
  outages: (area, { filter, ...page }, context) => listOutages({ path: pathOf(area), filter }, page, context),
  outageSummary: ({ code }, { period }, context) => summarizeOutages(code, period, context),
  viewingTickets: (area, { filter, ...page }, context) => listTickets({ path: pathOf(area), filter }, page, context),
  viewingTicketSummary: ({ code }, { period }, context) => summarizeTickets(code, period, context),
  patrols: (area, { filter, ...page }, context) => listPatrols({ path: pathOf(area), filter }, page, context),
  patrolSummary: ({ code }, { period }, context) => summarizePatrols(code, period, context),
  segments: (area, _args, { load }) => load.segments.load(pathOf(area)),
};
