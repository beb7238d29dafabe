import { codeOfPath, inputError, latest, sumOf, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { EarlyWarningResolvers, WarningSummaryResolvers } from '../__generated__/resolvers.js';
import type { InformatizationStore } from '../store/index.js';
import type { WarningCounts } from '../store/warning-counts.js';
import type { WarningRow, WarningScope } from '../store/warnings.js';

export type WarningPage = Connection<WarningRow>;

export interface WarningSummaryParent {
  readonly counts: readonly WarningCounts[];
}

export async function pageOfWarnings(store: InformatizationStore, scope: WarningScope, args: PageArguments): Promise<WarningPage> {
  const page = toPage(args, 2);
  const rows = await store.listWarnings(scope, page);
  return toConnection({ rows, page, keyOf: ({ week, id }) => [week, id], totalCount: () => store.countWarnings(scope) });
}

/** A whole number of the range, as an argument was sent. */
export function withinRange(argument: string, value: number, most: number): number {
  if (value < 1 || value > most) throw inputError(argument, `${value} is outside 1 to ${most}.`);
  return value;
}

const toCenter = (id: string | null) => (id === null ? null : { id });

export const EarlyWarning: EarlyWarningResolvers = {
  __resolveReference: ({ id }, { load }) => load.warning.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath) }),
  acknowledgedBy: ({ acknowledgedById }) => toCenter(acknowledgedById),
  closedBy: ({ closedById }) => toCenter(closedById),
};

export const WarningSummary: WarningSummaryResolvers = {
  raised: ({ counts }) => sumOf(counts, (row) => row.raised),
  open: ({ counts }) => sumOf(counts, (row) => row.open),
  byLevel: ({ counts }) => counts,
  asOf: ({ counts }) => latest(counts),
};
