import { inputError, type PageArguments } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { AreaRow } from '../store/areas.js';
import type { CenterFilter } from '../store/centers.js';
import { listCenters } from './area.js';
import type { FourFullParent } from './four-full.js';

export const Query = {
  area: (_root: unknown, { code }: { code: string }, { load }: Context) => load.area.load(code),
  areas: (_root: unknown, args: { level?: AreaRow['level'] | null; under?: string | null }, { store }: Context) => store.listAreas(args),
  center: (_root: unknown, { id }: { id: string }, { load }: Context) => load.center.load(id),
  centers: (_root: unknown, { filter, ...page }: PageArguments & { filter?: CenterFilter | null }, context: Context) =>
    listCenters({ path: null, filter }, page, context),
  organization: (_root: unknown, { id }: { id: string }, { load }: Context) => load.organization.load(id),
  fourFull: async (
    _root: unknown,
    { under, level = null }: { under: string; level?: FourFullParent['level'] },
    { load }: Context,
  ): Promise<readonly FourFullParent[]> => {
    const [area, children] = await Promise.all([load.area.load(under), load.children.load(under)]);
    if (!area) throw inputError('under', `there is no area ${JSON.stringify(under)}; areas(level: DISTRICT) lists codes.`);
    return [area, ...children].map(({ code }) => ({ area: { code }, level }));
  },
  policyDocuments: (_root: unknown, _args: unknown, { store }: Context) => store.listPolicyDocuments(),
  reports: (_root: unknown, _args: unknown, { store }: Context) => store.listReports(),
};
