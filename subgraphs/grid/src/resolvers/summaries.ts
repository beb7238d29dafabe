import { inputError, latest, sumOf, toRatio } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { DisputeCounts, EventCounts, Period } from '../store/rollups.js';
import { codeOf } from './codes.js';

export interface PeriodArguments {
  readonly period?: Period | null;
}

export interface SummaryParent {
  readonly areaCode: string;
  readonly period: Period | null;
}

export function toSummaryParent(areaCode: string, { period = null }: PeriodArguments): SummaryParent {
  if (period && period.from >= period.to) throw inputError('period', 'to must be after from; the day "to" itself is not counted.');
  return { areaCode, period };
}


const events = ({ areaCode, period }: SummaryParent, { load }: Context) => load.eventCounts(period).load(areaCode);
const disputes = ({ areaCode, period }: SummaryParent, { load }: Context) => load.disputeCounts(period).load(areaCode);

const eventSum = (measure: 'reported' | 'accepted' | 'closed') => async (parent: SummaryParent, _args: unknown, context: Context) =>
  sumOf(await events(parent, context), (row) => row[measure]);

/** Adds up the rows that share one value of `dimension`. */
async function breakDown<Dimension extends 'category' | 'severity'>(dimension: Dimension, parent: SummaryParent, context: Context) {
  const groups = Map.groupBy(await events(parent, context), (row: EventCounts) => row[dimension]);
  return [...groups].map(([value, rows]) =>
    ({ [dimension]: value, reported: sumOf(rows, (row) => row.reported), closed: sumOf(rows, (row) => row.closed) }));
}

const SETTLED = new Set(['CLOSED', 'TERMINATED', 'FILED', 'EVALUATED']);

export const EventSummary = {
  reported: eventSum('reported'),
  accepted: eventSum('accepted'),
  closed: eventSum('closed'),
  open: async ({ areaCode }: SummaryParent, _args: unknown, { load }: Context) =>
    sumOf((await load.eventStates.load(areaCode)).filter(({ state }) => !SETTLED.has(state)), (row) => row.events),
  overdue: async ({ areaCode }: SummaryParent, _args: unknown, { load }: Context) => (await load.overdueEvents.load(areaCode))?.overdue ?? 0,
  onTimeClosure: async (parent: SummaryParent, _args: unknown, context: Context) => {
    const counts = await events(parent, context);
    return toRatio(sumOf(counts, (row) => row.closedOnTime), sumOf(counts, (row) => row.due));
  },
  byCategory: (parent: SummaryParent, _args: unknown, context: Context) => breakDown('category', parent, context),
  bySeverity: (parent: SummaryParent, _args: unknown, context: Context) => breakDown('severity', parent, context),
  byState: async ({ areaCode }: SummaryParent, _args: unknown, { load }: Context) =>
    (await load.eventStates.load(areaCode)).filter((row) => row.events > 0),
  asOf: async (parent: SummaryParent, _args: unknown, context: Context) => latest(await events(parent, context)),
};

const disputeSum = (measure: 'opened' | 'accepted' | 'succeeded' | 'failed') =>
  async (parent: SummaryParent, _args: unknown, context: Context) => sumOf(await disputes(parent, context), (row) => row[measure]);

async function byCode(scheme: string, keyOf: (row: DisputeCounts) => string, parent: SummaryParent, context: Context) {
  const groups = Map.groupBy(await disputes(parent, context), keyOf);
  return [...groups].map(([code, rows]) => ({
    code: code === '' ? null : codeOf(scheme, code, context),
    accepted: sumOf(rows, (row) => row.accepted),
    succeeded: sumOf(rows, (row) => row.succeeded),
    failed: sumOf(rows, (row) => row.failed),
  }));
}

export const DisputeSummary = {
  opened: disputeSum('opened'),
  accepted: disputeSum('accepted'),
  succeeded: disputeSum('succeeded'),
  failed: disputeSum('failed'),
  pending: async (parent: SummaryParent, _args: unknown, context: Context) =>
    sumOf(await disputes(parent, context), (row) => row.accepted - row.succeeded - row.failed),
  overdue: async ({ areaCode }: SummaryParent, _args: unknown, { load }: Context) => (await load.overdueDisputes.load(areaCode))?.overdue ?? 0,
  resolutionRatio: async (parent: SummaryParent, _args: unknown, context: Context) => {
    const counts = await disputes(parent, context);
    return toRatio(sumOf(counts, (row) => row.succeeded), sumOf(counts, (row) => row.accepted));
  },
  byKind: (parent: SummaryParent, _args: unknown, context: Context) => byCode('dispute-kind', (row) => row.kindCode, parent, context),
  byMethod: (parent: SummaryParent, _args: unknown, context: Context) => byCode('resolution-method', (row) => row.methodCode, parent, context),
  asOf: async (parent: SummaryParent, _args: unknown, context: Context) => latest(await disputes(parent, context)),
};
