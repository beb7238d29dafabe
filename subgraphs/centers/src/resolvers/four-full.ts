import { getOne, toRatio } from '@sizhu/kit';
import type { FourFullResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { CenterCounts } from '../store/rollups.js';
import { total } from './center-summary.js';

export interface FourFullParent {
  readonly area: { readonly code: string };
  readonly level: CenterCounts['level'] | null;
}

const countsOf = async ({ area, level }: FourFullParent, { load }: Context): Promise<readonly CenterCounts[]> => {
  const counts = await load.centerCounts.load(area.code);
  return level ? counts.filter((count) => count.level === level) : counts;
};

const share = (part: 'covered' | 'compliant' | 'operating', whole: 'required' | 'built') =>
  async (row: FourFullParent, _args: unknown, context: Context) => {
    const counts = await countsOf(row, context);
    return toRatio(total(counts, part), total(counts, whole));
  };

export const FourFull: FourFullResolvers = {
  __resolveReference: ({ area, level }) => ({ area, level: level ?? null }),
  area: ({ area }, _args, { load }) => getOne(load.area, area.code),
  built: async (row, _args, context) => total(await countsOf(row, context), 'built'),
  covered: share('covered', 'required'),
  compliant: share('compliant', 'built'),
  operating: share('operating', 'built'),
};
