import { checkPeriod, codeOfPath, getAll, getOne, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { InspectionChangedResolvers, InspectionResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { INSPECTION_TRANSITIONS } from '../inspections/transitions.js';
import type { InspectionRow, InspectionScope } from '../store/inspections.js';
import { listAllowed } from '../transitions.js';

export type InspectionPage = Connection<InspectionRow>;

export async function listInspections(scope: InspectionScope, args: PageArguments, { store }: Context): Promise<InspectionPage> {
  checkPeriod(scope.filter?.planned, 'filter.planned');
  const page = toPage(args, 2);
  const rows = await store.listInspections(scope, page);
  return toConnection({ rows, page, keyOf: ({ plannedOn, id }) => [plannedOn, id], totalCount: () => store.countInspections(scope) });
}

export const Inspection: InspectionResolvers = {
  __resolveReference: ({ id }, { load }) => load.inspection.load(id),
  area: ({ areaPath }, _args, { load }) => getOne(load.area, codeOfPath(areaPath)),
  inspector: ({ inspectorId }, _args, { load }) => getOne(load.organization, inspectorId),
  centers: async ({ id }, _args, { load }) =>
    getAll(load.center, (await load.inspectionCenters.load(id)).map(({ centerId }) => centerId)),
  findings: ({ id }, _args, { load }) => load.findingsOfInspection.load(id),
  allowed: ({ state }) => listAllowed(INSPECTION_TRANSITIONS, state),
};

export const InspectionChanged: InspectionChangedResolvers = { inspection: ({ id }, _args, { load }) => getOne(load.inspection, id) };
