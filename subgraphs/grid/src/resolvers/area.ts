import { inputError, requiredField, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { AreaResolvers, GridSummaryResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { EventRow, EventScope } from '../store/events.js';
import type { GridRow } from '../store/grids.js';
import { listVolunteerGroups, sumTopics } from './community.js';
import { listDisputes } from './dispute.js';
import { toTerminals } from './grid.js';
import { listHiddenRisks } from './hidden-risk.js';
import { listRemediations } from './remediation.js';
import { toEventSummary } from './event-summary.js';
import { toSummaryParent } from './summaries.js';

/** `path` comes from the centers pillar, for the fields that require it. */
export interface AreaReference {
  readonly code: string;
  readonly path?: string | undefined;
}

export type EventPage = Connection<EventRow>;
export type GridPage = Connection<GridRow>;

const MAX_MONTHS = 60;

export async function listEvents(scope: EventScope, args: PageArguments, { store }: Context): Promise<EventPage> {
  const page = toPage(args, 2);
  const rows = await store.listEvents(scope, page);
  const keyOf = ({ reportedAt, id }: EventRow) => [reportedAt.toISOString(), id];
  return toConnection({ rows, page, keyOf, totalCount: () => store.countEvents(scope) });
}

const pathOf = ({ path }: AreaReference): string => requiredField(path, 'path');

export const Area: AreaResolvers = {
  gridSummary: async ({ code }, _args, { load }) => (await load.gridCounts.load(code))
    ?? { areaCode: code, grids: 0, households: 0, posts: 0, filled: 0, terminals: 0, terminalsActive: 0, terminalsFaulty: 0, asOf: new Date() },
  eventSummary: (area, { period }) => toEventSummary(pathOf(area), period),
  disputeSummary: ({ code }, { period }) => toSummaryParent(code, period),
  events: (area, { filter, ...page }, context) => listEvents({ path: pathOf(area), filter }, page, context),
  grids: async (area, args, { store }) => {
    const page = toPage(args, 2);
    const path = pathOf(area);
    const rows = await store.listGrids(path, page);
    return toConnection({ rows, page, keyOf: ({ areaPath, id }) => [areaPath, id], totalCount: () => store.countGrids(path) });
  },
  disputes: (area, { filter, ...page }, context) => listDisputes({ path: pathOf(area), filter }, page, context),
  hiddenRisks: (area, { filter, ...page }, context) => listHiddenRisks({ path: pathOf(area), filter }, page, context),
  hiddenRiskSummary: async ({ code }, _args, { load }) => ({ counts: await load.hiddenRiskCounts.load(code) }),
  remediations: (area, { filter, ...page }, context) => listRemediations({ path: pathOf(area), filter }, page, context),
  convenienceServices: ({ code }, { months }, context) => sumTopics(code, { series: 'CONVENIENCE_SERVICE', months }, context),
  publicSentiment: async ({ code }, { months }, context) => ({ counts: await sumTopics(code, { series: 'PUBLIC_SENTIMENT', months }, context) }),
  volunteerGroups: (area, args, context) => listVolunteerGroups(pathOf(area), args, context),
  volunteerSummary: async ({ code }, _args, { load }) =>
    (await load.volunteerCounts.load(code)) ?? { areaCode: code, groups: 0, members: 0, asOf: new Date() },
  gridMechanisms: (area, _args, { load }) => load.mechanismsAt.load(pathOf(area)),
  gridPay: (area, _args, { load }) => load.gridPay.load(pathOf(area)),
  monthlyTrend: ({ code }, { months }, { load }) => {
    if (months < 1 || months > MAX_MONTHS) throw inputError('months', `${months} is outside 1 to ${MAX_MONTHS}.`);
    return load.months(months).load(code);
  },
};

export const GridSummary: GridSummaryResolvers = {
  vacant: ({ posts, filled }) => posts - filled,
  terminals: toTerminals,
};
