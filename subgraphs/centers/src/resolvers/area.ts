import { getAll, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { AreaResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { CenterRow, CenterScope } from '../store/centers.js';
import { listActivities } from './activity.js';
import { listFindings, summarizeFindings } from './finding.js';
import { listInspections } from './inspection.js';

export type CenterPage = Connection<CenterRow>;

export async function listCenters(scope: CenterScope, args: PageArguments, { store }: Context): Promise<CenterPage> {
  const page = toPage(args, 1);
  const rows = await store.listCenters(scope, page);
  return toConnection({ rows, page, keyOf: ({ id }) => [id], totalCount: () => store.countCenters(scope) });
}

export const Area: AreaResolvers = {
  __resolveReference: ({ code }, { load }) => load.area.load(code),
  parent: ({ parentCode }, _args, { load }) => (parentCode === null ? null : load.area.load(parentCode)),
  children: ({ code }, _args, { load }) => load.children.load(code),
  ancestors: ({ pathThen }, _args, { load }) => getAll(load.area, pathThen.split('/').slice(0, -1)),
  rosterHistory: ({ code }, _args, { load }) => load.rosterHistory.load(code),
  center: ({ code }, _args, { load }) => load.centerOfArea.load(code),
  centers: ({ path }, { level, filter, ...page }, context) => listCenters({ path, level, filter }, page, context),
  centerSummary: async ({ code }, _args, { load }) => ({ areaCode: code, counts: await load.centerCounts.load(code) }),
  commitments: ({ code }, _args, { load }) => load.commitments.load(code),
  pilotProgrammes: ({ code }, _args, { load }) => load.programmes.load(code),
  reportedFigures: ({ code }, _args, { load }) => load.reportedFigures.load(code),
  responsibilities: ({ code }, _args, { load }) => load.responsibilities.load(code),
  workActivities: ({ path }, { filter, ...page }, context) => listActivities({ path, filter }, page, context),
  assessment: ({ code }, { year }, { load }) => load.areaAssessment(year).load(code),
  inspections: ({ path }, { filter, ...page }, context) => listInspections({ path, filter }, page, context),
  findings: ({ path }, { filter, ...page }, context) => listFindings({ of: { path }, filter }, page, context),
  findingSummary: ({ code }, _args, context) => summarizeFindings(code, context),
};
