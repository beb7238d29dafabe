import { checkPeriod, codeOfPath, inputError, toRatio, type Period } from '@sizhu/kit';
import type { EventCardsResolvers, EventSummaryResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { CATEGORIES, CATEGORY_MEASURES, ofCategory, ofSeverity, SEVERITIES, type FigureName } from '../events/figures.js';
import { DEDUCTIONS } from '../events/supervision.js';
import { SETTLED } from '../events/transitions.js';
import { isWholeMonths } from '../split-period.js';

export interface EventSummaryParent {
  readonly path: string;
  readonly period: Period | null;
}

export interface Cards {
  readonly yellow: number;
  readonly red: number;
}

export const toEventSummary = (path: string, period: Period | null | undefined): EventSummaryParent => ({ path, period: checkPeriod(period) });

/** The figures by name; an area of which nothing is counted has noughts. */
async function figuresOf({ path, period }: EventSummaryParent, { load }: Context): Promise<(name: FigureName) => number> {
  const row = await load.eventFigures(period).load(path);
  return (name) => row?.[name] ?? 0;
}

const figure = (name: FigureName) => async (parent: EventSummaryParent, _args: unknown, context: Context) => (await figuresOf(parent, context))(name);

/** Rollups by department and by duration hold months, except of a community. */
function checkMonths({ path, period }: EventSummaryParent): void {
  if (period === null || isWholeMonths(period) || path.split('/').length > 3) return;
  throw inputError('period', 'is to begin and to end with the first day of a month, here and where a median is asked for.');
}

export const EventSummary: EventSummaryResolvers = {
  reported: figure('reported'),
  accepted: figure('accepted'),
  acceptance: async (parent, _args, context) => {
    const of = await figuresOf(parent, context);
    return toRatio(of('accepted'), of('acceptance_due'));
  },
  closed: figure('closed'),
  open: async ({ path }, _args, { load }) =>
    (await load.eventStates.load(codeOfPath(path))).reduce((sum, { state, events }) => sum + (SETTLED.includes(state) ? 0 : events), 0),
  overdue: async ({ path }, _args, { load }) => (await load.overdueEvents.load(codeOfPath(path)))?.overdue ?? 0,
  onTimeClosure: async (parent, _args, context) => {
    const of = await figuresOf(parent, context);
    return toRatio(of('closed_on_time'), of('due'));
  },
  cards: async (parent, _args, context) => {
    const of = await figuresOf(parent, context);
    return { yellow: of('yellow'), red: of('red') };
  },
  medianHoursToClose: async (parent, _args, { load }) => {
    checkMonths(parent);
    return (await load.medianHours(parent.period).load(parent.path))?.hours ?? null;
  },
  byCategory: async (parent, _args, context) => {
    const of = await figuresOf(parent, context);
    return CATEGORIES.filter((category) => CATEGORY_MEASURES.some((measure) => of(ofCategory(measure, category)) > 0)).map((category) => ({
      category, reported: of(ofCategory('reported', category)), closed: of(ofCategory('closed', category)),
      onTimeClosure: toRatio(of(ofCategory('closed_on_time', category)), of(ofCategory('due', category))),
      cards: { yellow: of(ofCategory('yellow', category)), red: of(ofCategory('red', category)) },
    }));
  },
  bySeverity: async (parent, _args, context) => {
    const of = await figuresOf(parent, context);
    return SEVERITIES.map((severity) => ({ severity, reported: of(ofSeverity('reported', severity)), closed: of(ofSeverity('closed', severity)) }))
      .filter(({ reported, closed }) => reported + closed > 0);
  },
  byOrganization: async (parent, _args, { load }) => {
    checkMonths(parent);
    return (await load.organizationCounts(parent.period).load(parent.path)).map(({ organizationId, due, closedOnTime, yellow, red }) => ({
      organization: { id: organizationId }, onTimeClosure: toRatio(closedOnTime, due), cards: { yellow, red },
    }));
  },
  byState: async ({ path }, _args, { load }) => (await load.eventStates.load(codeOfPath(path))).filter((row) => row.events > 0),
  asOf: async ({ path, period }, _args, { load }) => (await load.eventFigures(period).load(path))?.asOf ?? new Date(),
};

export const EventCards: EventCardsResolvers = {
  deduction: ({ yellow, red }) => yellow * DEDUCTIONS.YELLOW + red * DEDUCTIONS.RED,
};
