import { checkPeriod, codeOfPath, getOne, latest, sumOf, toConnection, toPage, toRatio, type Connection, type PageArguments } from '@sizhu/kit';
import type { HiddenRiskChangedResolvers, HiddenRiskResolvers, HiddenRiskSummaryResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { listAllowed } from '../risks/transitions.js';
import type { HiddenRiskCounts, HiddenRiskRow, HiddenRiskScope } from '../store/hidden-risks.js';
import { codeOf } from './codes.js';

export type HiddenRiskPage = Connection<HiddenRiskRow>;
export interface HiddenRiskSummaryParent { readonly counts: readonly HiddenRiskCounts[] }

export async function listHiddenRisks(scope: HiddenRiskScope, args: PageArguments, { store }: Context): Promise<HiddenRiskPage> {
  checkPeriod(scope.filter?.found, 'filter.found');
  const page = toPage(args, 2);
  const rows = await store.listHiddenRisks(scope, page);
  return toConnection({ rows, page, keyOf: ({ foundAt, id }) => [foundAt.toISOString(), id], totalCount: () => store.countHiddenRisks(scope) });
}

export const HiddenRisk: HiddenRiskResolvers = {
  __resolveReference: ({ id }, { load }) => load.hiddenRisk.load(id),
  subcategory: ({ subcategoryCode }, _args, context) => codeOf('event-subcategory', subcategoryCode, context),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  grid: ({ gridId }, _args, { load }) => (gridId === null ? null : load.grid.load(gridId)),
  location: ({ latitude, longitude }) => (latitude === null || longitude === null ? null : { latitude, longitude }),
  center: ({ centerId }) => ({ id: centerId }),
  responsible: ({ responsibleId }) => (responsibleId === null ? null : { id: responsibleId }),
  allowed: ({ state }) => listAllowed(state),
};

export const HiddenRiskChanged: HiddenRiskChangedResolvers = {
  risk: ({ id }, _args, { load }) => getOne(load.hiddenRisk, id),
};

const STATES = ['FOUND', 'ASSIGNED', 'RECTIFIED', 'VERIFIED'] as const;
const isOpen = ({ state }: HiddenRiskCounts) => state !== 'VERIFIED';
const count = (counts: readonly HiddenRiskCounts[]) => sumOf(counts, ({ risks }) => risks);
const overdue = (counts: readonly HiddenRiskCounts[]) => sumOf(counts, (row) => row.overdue);

export const HiddenRiskSummary: HiddenRiskSummaryResolvers = {
  found: ({ counts }) => count(counts),
  open: ({ counts }) => count(counts.filter(isOpen)),
  overdue: ({ counts }) => overdue(counts),
  verifiedRatio: ({ counts }) => toRatio(count(counts.filter((row) => !isOpen(row))), count(counts)),
  byKind: ({ counts }) => [...Map.groupBy(counts, ({ kind }) => kind)].map(([kind, rows]) =>
    ({ kind, found: count(rows), open: count(rows.filter(isOpen)), overdue: overdue(rows) })),
  byState: ({ counts }) => STATES.map((state) => ({ state, risks: count(counts.filter((row) => row.state === state)) })).filter(({ risks }) => risks > 0),
  asOf: ({ counts }) => latest(counts),
};
