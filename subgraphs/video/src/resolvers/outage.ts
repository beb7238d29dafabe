import { checkPeriod, getOne, toConnection, toPage, type Connection, type PageArguments, type Period } from '@sizhu/kit';
import type { ChannelOutageResolvers, OutageSummaryResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { OutageCounts, OutageRow, OutageScope } from '../store/outages.js';

export type OutagePage = Connection<OutageRow>;
/** Null where nothing has ever happened. */
export interface OutageSummaryParent { readonly counts: OutageCounts | null }

export async function listOutages(scope: OutageScope, args: PageArguments, { store }: Context): Promise<OutagePage> {
  checkPeriod(scope.filter?.began, 'filter.began');
  const page = toPage(args, 2);
  const rows = await store.listOutages(scope, page);
  return toConnection({
    rows, page, keyOf: ({ beganAt, id }) => [beganAt.toISOString(), String(id)], totalCount: () => store.countOutages(scope),
  });
}

export const summarizeOutages = async (areaCode: string, period: Period | null | undefined, { load }: Context): Promise<OutageSummaryParent> =>
  ({ counts: await load.outageCounts(checkPeriod(period)).load(areaCode) });

export const ChannelOutage: ChannelOutageResolvers = {
  id: ({ id }) => String(id),
  channel: ({ channelId }, _args, { load }) => getOne(load.channel, channelId),
};

export const OutageSummary: OutageSummaryResolvers = {
  began: ({ counts }) => counts?.began ?? 0,
  ended: ({ counts }) => counts?.ended ?? 0,
  open: ({ counts }) => counts?.open ?? 0,
  downHours: ({ counts }) => Math.round((counts?.downMinutes ?? 0) / 6) / 10,
  asOf: ({ counts }) => counts?.asOf ?? new Date(),
};
