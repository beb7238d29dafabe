import { checkPeriod, codeOfPath, getAll, getOne, latest, sumOf, toConnection, toPage, type Connection, type PageArguments, type Period } from '@sizhu/kit';
import type { TicketGap, ViewingTicketChangedResolvers, ViewingTicketResolvers, ViewingTicketSummaryResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { TicketCounts, TicketRow, TicketScope } from '../store/tickets.js';
import { listAllowed } from '../tickets/transitions.js';

export type TicketPage = Connection<TicketRow>;
export interface TicketSummaryParent { readonly counts: readonly TicketCounts[] }

export async function listTickets(asked: Omit<TicketScope, 'now'>, args: PageArguments, { store, now }: Context): Promise<TicketPage> {
  checkPeriod(asked.filter?.requested, 'filter.requested');
  const page = toPage(args, 2);
  const scope = { ...asked, now: now() };
  const rows = await store.listTickets(scope, page);
  return toConnection({
    rows, page, keyOf: ({ requestedAt, id }) => [requestedAt.toISOString(), id], totalCount: () => store.countTickets(scope),
  });
}

export const summarizeTickets = async (areaCode: string, period: Period | null | undefined, { load }: Context): Promise<TicketSummaryParent> =>
  ({ counts: await load.ticketCounts(checkPeriod(period)).load(areaCode) });

function findGaps({ purpose, openedAt, approvalRef, state }: TicketRow): TicketGap[] {
  const gaps: [TicketGap, boolean][] = [
    ['PURPOSE', purpose === null], ['APPROVAL', openedAt !== null && approvalRef === null], ['CLOSURE', openedAt !== null && state !== 'CLOSED'],
  ];
  return gaps.filter(([, isMissing]) => isMissing).map(([gap]) => gap);
}

export const ViewingTicket: ViewingTicketResolvers = {
  __resolveReference: ({ id }, { load }) => load.ticket.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  requestingOrganization: ({ requestingOrganizationId }) => ({ id: requestingOrganizationId }),
  ownerOrganization: ({ ownerOrganizationId }) => ({ id: ownerOrganizationId }),
  channels: async ({ id }, _args, { load }) =>
    getAll(load.channel, (await load.ticketChannels.load(id)).map(({ channelId }) => channelId)),
  gaps: findGaps,
  overdue: ({ state, windowTo }, _args, { now }) => state === 'OPEN' && windowTo <= now(),
  allowed: ({ state }) => listAllowed(state),
  entries: ({ id }, _args, { load }) => load.ticketEntries.load(id),
};

export const ViewingTicketChanged: ViewingTicketChangedResolvers = {
  ticket: ({ id }, _args, { load }) => getOne(load.ticket.clear(id), id),
};

const total = (measure: 'tickets' | 'withoutPurpose' | 'withoutApproval' | 'withoutClosure') =>
  ({ counts }: TicketSummaryParent) => sumOf(counts, (row) => row[measure]);

export const ViewingTicketSummary: ViewingTicketSummaryResolvers = {
  requested: total('tickets'),
  byState: ({ counts }) => counts,
  withoutPurpose: total('withoutPurpose'),
  withoutApproval: total('withoutApproval'),
  withoutClosure: total('withoutClosure'),
  asOf: ({ counts }) => latest(counts),
};
