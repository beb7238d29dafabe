import { codeOfPath, getOne, latest, sumOf, toConnection, toLocalDay, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { FundingSource, XueliangProjectChangedResolvers, XueliangProjectResolvers, XueliangSummaryResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { XueliangCounts, XueliangRow, XueliangScope, YuanBySource } from '../store/xueliang.js';
import { SOURCES } from '../xueliang/check-project.js';
import { isLate, listXueliangActions } from '../xueliang/transitions.js';

export type XueliangPage = Connection<XueliangRow>;
export interface XueliangSummaryParent { readonly counts: readonly XueliangCounts[] }

export async function listXueliangProjects(scope: XueliangScope, args: PageArguments, { store }: Context): Promise<XueliangPage> {
  const page = toPage(args, 1);
  const rows = await store.listXueliangProjects(scope, page);
  return toConnection({ rows, page, keyOf: ({ id }) => [id], totalCount: () => store.countXueliangProjects(scope) });
}

export const summarizeXueliang = async (areaCode: string, { load }: Context): Promise<XueliangSummaryParent> =>
  ({ counts: await load.xueliangCounts.load(areaCode) });

const ofSources = (amountOf: (column: keyof YuanBySource) => number) => (Object.keys(SOURCES) as FundingSource[])
  .map((source) => ({ source, amountYuan: amountOf(SOURCES[source]) })).filter(({ amountYuan }) => amountYuan > 0);
const sumSources = (amountOf: (column: keyof YuanBySource) => number) => Object.values(SOURCES).reduce((sum, column) => sum + amountOf(column), 0);

export const XueliangProject: XueliangProjectResolvers = {
  __resolveReference: ({ id }, { load }) => load.xueliangProject.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  lead: ({ leadOrganizationId }) => ({ id: leadOrganizationId }),
  budget: (project) => ofSources((column) => project[column]),
  budgetYuan: (project) => sumSources((column) => project[column]),
  overdue: (project, _args, { now }) => isLate(project, toLocalDay(now())),
  allowed: ({ state }) => listXueliangActions(state),
};

export const XueliangProjectChanged: XueliangProjectChangedResolvers = {
  project: ({ id }, _args, { load }) => getOne(load.xueliangProject.clear(id), id),
};

/** What was given up is in the count of projects and of what was spent, not in what is planned. */
const standing = ({ counts }: XueliangSummaryParent) => counts.filter(({ state }) => state !== 'CANCELLED');

export const XueliangSummary: XueliangSummaryResolvers = {
  projects: ({ counts }) => sumOf(counts, (row) => row.projects),
  plannedChannels: (parent) => sumOf(standing(parent), (row) => row.plannedChannels),
  builtChannels: (parent) => sumOf(standing(parent), (row) => row.builtChannels),
  acceptedChannels: ({ counts }) => sumOf(counts, (row) => row.acceptedChannels),
  budgetYuan: (parent) => sumSources((column) => sumOf(standing(parent), (row) => row[column])),
  budget: (parent) => ofSources((column) => sumOf(standing(parent), (row) => row[column])),
  spentYuan: ({ counts }) => sumOf(counts, (row) => row.spentYuan),
  byState: ({ counts }) => counts,
  asOf: ({ counts }) => latest(counts),
};
