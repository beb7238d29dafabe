import { inputError, toConnection, toPage, type PageArguments } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { DisputeRow } from '../store/disputes.js';
import type { EventFilter, EventRow, EventScope } from '../store/events.js';
import { toSummaryParent, type PeriodArguments } from './summaries.js';

/** `path` comes from the centers pillar, for the fields that require it. */
export interface AreaReference {
  readonly code: string;
  readonly path: string;
}

const MAX_MONTHS = 60;

export const listEvents = async (scope: EventScope, args: PageArguments, { store }: Context) => {
  const page = toPage(args, 2);
  const rows = await store.listEvents(scope, page);
  const keyOf = ({ reportedAt, id }: EventRow) => [reportedAt.toISOString(), id];
  return toConnection({ rows, page, keyOf, totalCount: () => store.countEvents(scope) });
};

export const Area = {
  __resolveReference: (reference: AreaReference) => reference,
  gridSummary: async ({ code }: AreaReference, _args: unknown, { load }: Context) => (await load.gridCounts.load(code))
    ?? { areaCode: code, grids: 0, households: 0, posts: 0, filled: 0, terminals: 0, terminalsActive: 0, asOf: new Date() },
  eventSummary: ({ code }: AreaReference, args: PeriodArguments) => toSummaryParent(code, args),
  disputeSummary: ({ code }: AreaReference, args: PeriodArguments) => toSummaryParent(code, args),
  events: ({ path }: AreaReference, { filter, ...page }: PageArguments & { filter?: EventFilter | null }, context: Context) =>
    listEvents({ path, filter }, page, context),
  grids: async ({ path }: AreaReference, args: PageArguments, { store }: Context) => {
    const page = toPage(args, 2);
    const rows = await store.listGrids(path, page);
    return toConnection({ rows, page, keyOf: ({ areaPath, id }) => [areaPath, id], totalCount: () => store.countGrids(path) });
  },
  disputes: async ({ path }: AreaReference, args: PageArguments, { store }: Context) => {
    const page = toPage(args, 2);
    const rows = await store.listDisputes(path, page);
    const keyOf = ({ openedAt, id }: DisputeRow) => [openedAt.toISOString(), id];
    return toConnection({ rows, page, keyOf, totalCount: () => store.countDisputes(path) });
  },
  monthlyTrend: ({ code }: AreaReference, { months }: { months: number }, { load }: Context) => {
    if (months < 1 || months > MAX_MONTHS) throw inputError('months', `${months} is outside 1 to ${MAX_MONTHS}.`);
    return load.months(months).load(code);
  },
};

export const GridSummary = {
  vacant: ({ posts, filled }: { posts: number; filled: number }) => posts - filled,
  terminals: ({ terminals, terminalsActive }: { terminals: number; terminalsActive: number }) =>
    ({ total: terminals, active: terminalsActive }),
};
