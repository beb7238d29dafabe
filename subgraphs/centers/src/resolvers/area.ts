import { toConnection, toPage, type PageArguments } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { AreaRow } from '../store/areas.js';
import type { CenterFilter, CenterRow, CenterScope } from '../store/centers.js';

export interface AreaReference {
  readonly code: string;
}

export const listCenters = async (scope: CenterScope, args: PageArguments, { store }: Context) => {
  const page = toPage(args, 1);
  const rows = await store.listCenters(scope, page);
  return toConnection({ rows, page, keyOf: (center: CenterRow) => [center.id], totalCount: () => store.countCenters(scope) });
};

export const Area = {
  __resolveReference: ({ code }: AreaReference, { load }: Context) => load.area.load(code),
  parent: async (area: AreaRow, _args: unknown, { load }: Context) => (area.parentCode ? load.area.load(area.parentCode) : null),
  children: (area: AreaRow, _args: unknown, { load }: Context) => load.children.load(area.code),
  ancestors: (area: AreaRow, _args: unknown, { load }: Context) => load.area.loadMany(area.path.split('/').slice(0, -1)),
  center: (area: AreaRow, _args: unknown, { load }: Context) => load.centerOfArea.load(area.code),
  centers: (
    area: AreaRow,
    { level, filter, ...page }: PageArguments & { level?: CenterScope['level']; filter?: CenterFilter | null },
    context: Context,
  ) => listCenters({ path: area.path, level, filter }, page, context),
  centerSummary: (area: AreaRow, _args: unknown, { load }: Context) => load.centerCounts.load(area.code)
    .then((counts) => ({ areaCode: area.code, counts })),
  commitments: (area: AreaRow, _args: unknown, { load }: Context) => load.commitments.load(area.code),
  pilotProgrammes: (area: AreaRow, _args: unknown, { load }: Context) => load.programmes.load(area.code),
  reportedFigures: (area: AreaRow, _args: unknown, { load }: Context) => load.reportedFigures.load(area.code),
};
