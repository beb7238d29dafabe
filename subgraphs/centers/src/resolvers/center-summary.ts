import { latest, sumOf, toRatio } from '@sizhu/kit';
import type { CenterSummaryResolvers } from '../__generated__/resolvers.js';
import type { CenterCounts } from '../store/rollups.js';

export interface CenterSummaryParent {
  readonly areaCode: string;
  readonly counts: readonly CenterCounts[];
}

type Measure = 'required' | 'built' | 'covered' | 'operating' | 'compliant' | 'demonstrations';

export const total = (counts: readonly CenterCounts[], measure: Measure): number =>
  sumOf(counts, (count) => count[measure]);

export const CenterSummary: CenterSummaryResolvers = {
  built: ({ counts }) => total(counts, 'built'),
  required: ({ counts }) => total(counts, 'required'),
  coverage: ({ counts }) => toRatio(total(counts, 'covered'), total(counts, 'required')),
  compliant: ({ counts }) => toRatio(total(counts, 'compliant'), total(counts, 'built')),
  operating: ({ counts }) => toRatio(total(counts, 'operating'), total(counts, 'built')),
  byLevel: ({ counts }) => counts,
  staff: ({ areaCode }, _args, { load }) => load.staffTotals.load(areaCode),
  funding: ({ areaCode }, _args, { load }) => load.fundingTotals.load(areaCode),
  demonstrationSites: ({ counts }) => total(counts, 'demonstrations'),
  asOf: ({ counts }) => latest(counts),
};
