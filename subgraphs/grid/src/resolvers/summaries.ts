import { checkPeriod, latest, sumOf, toRatio, type Period } from '@sizhu/kit';
import type { DisputeSummaryResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { DisputeCounts } from '../store/rollups.js';
import { codeOf } from './codes.js';

export interface SummaryParent {
  readonly areaCode: string;
  readonly period: Period | null;
}

export const toSummaryParent = (areaCode: string, period: Period | null | undefined): SummaryParent =>
  ({ areaCode, period: checkPeriod(period) });

const disputes = ({ areaCode, period }: SummaryParent, { load }: Context) => load.disputeCounts(period).load(areaCode);

const disputeSum = (measure: 'opened' | 'accepted' | 'succeeded' | 'failed') =>
  async (parent: SummaryParent, _args: unknown, context: Context) => sumOf(await disputes(parent, context), (row) => row[measure]);

async function byCode(scheme: string, keyOf: (row: DisputeCounts) => string, parent: SummaryParent, context: Context) {
  const groups = [...Map.groupBy(await disputes(parent, context), keyOf)].sort(([one], [other]) => (one < other ? -1 : 1));
  return Promise.all(groups.map(async ([code, rows]) => ({
    code: code === '' ? null : await codeOf(scheme, code, context),
    accepted: sumOf(rows, (row) => row.accepted),
    succeeded: sumOf(rows, (row) => row.succeeded),
    failed: sumOf(rows, (row) => row.failed),
  })));
}

export const DisputeSummary: DisputeSummaryResolvers = {
  opened: disputeSum('opened'),
  accepted: disputeSum('accepted'),
  succeeded: disputeSum('succeeded'),
  failed: disputeSum('failed'),
  pending: async (parent, _args, context) =>
    sumOf(await disputes(parent, context), (row) => row.accepted - row.succeeded - row.failed),
  overdue: async ({ areaCode }, _args, { load }) => (await load.overdueDisputes.load(areaCode))?.overdue ?? 0,
  resolutionRatio: async (parent, _args, context) => {
    const counts = await disputes(parent, context);
    return toRatio(sumOf(counts, (row) => row.succeeded), sumOf(counts, (row) => row.accepted));
  },
  byKind: (parent, _args, context) => byCode('dispute-kind', (row) => row.kindCode, parent, context),
  byMethod: (parent, _args, context) => byCode('resolution-method', (row) => row.methodCode, parent, context),
  asOf: async (parent, _args, context) => latest(await disputes(parent, context)),
};
