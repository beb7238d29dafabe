import { toRatio } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { CenterCounts } from '../store/rollups.js';

export interface CenterSummaryParent {
  readonly areaCode: string;
  readonly counts: readonly CenterCounts[];
}

type Measure = 'required' | 'built' | 'operating' | 'compliant' | 'demonstrations';

export const total = (counts: readonly CenterCounts[], measure: Measure): number =>
  counts.reduce((sum, count) => sum + count[measure], 0);

export const CenterSummary = {
  built: ({ counts }: CenterSummaryParent) => total(counts, 'built'),
  required: ({ counts }: CenterSummaryParent) => total(counts, 'required'),
  coverage: ({ counts }: CenterSummaryParent) => toRatio(total(counts, 'built'), total(counts, 'required')),
  compliant: ({ counts }: CenterSummaryParent) => toRatio(total(counts, 'compliant'), total(counts, 'built')),
  operating: ({ counts }: CenterSummaryParent) => toRatio(total(counts, 'operating'), total(counts, 'built')),
  byLevel: ({ counts }: CenterSummaryParent) => counts,
  staff: ({ areaCode }: CenterSummaryParent, _args: unknown, { load }: Context) => load.staffTotals.load(areaCode),
  funding: ({ areaCode }: CenterSummaryParent, _args: unknown, { load }: Context) => load.fundingTotals.load(areaCode),
  demonstrationSites: ({ counts }: CenterSummaryParent) => total(counts, 'demonstrations'),
  // Nothing counted yet is true of this moment.
  asOf: ({ counts }: CenterSummaryParent) => new Date(Math.max(...counts.map(({ asOf }) => asOf.getTime())) || Date.now()),
};
