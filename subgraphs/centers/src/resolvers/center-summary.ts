import { latest, sumOf, toRatio } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { CenterCounts } from '../store/rollups.js';

export interface CenterSummaryParent {
  readonly areaCode: string;
  readonly counts: readonly CenterCounts[];
}

type Measure = 'required' | 'built' | 'operating' | 'compliant' | 'demonstrations';

export const total = (counts: readonly CenterCounts[], measure: Measure): number =>
  sumOf(counts, (count) => count[measure]);

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
  asOf: ({ counts }: CenterSummaryParent) => latest(counts),
};
