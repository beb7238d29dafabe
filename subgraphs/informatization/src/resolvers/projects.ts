import { codeOfPath, getOne, latest, sumOf, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { InfrastructureProjectChangedResolvers, InfrastructureProjectResolvers, InfrastructureSummaryResolvers } from '../__generated__/resolvers.js';
import { listProjectActions } from '../projects/transitions.js';
import type { InformatizationStore } from '../store/index.js';
import type { ProjectCounts, ProjectRow, ProjectScope } from '../store/projects.js';

export type ProjectPage = Connection<ProjectRow>;

export interface ProjectSummaryParent {
  readonly counts: readonly ProjectCounts[];
}

export async function pageOfProjects(store: InformatizationStore, scope: ProjectScope, args: PageArguments): Promise<ProjectPage> {
  const page = toPage(args, 2);
  const rows = await store.listProjects(scope, page);
  return toConnection({ rows, page, keyOf: ({ areaPath, id }) => [areaPath, id], totalCount: () => store.countProjects(scope) });
}

export const InfrastructureProject: InfrastructureProjectResolvers = {
  __resolveReference: ({ id }, { load }) => load.project.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath) }),
  lead: ({ leadOrganizationId }) => ({ id: leadOrganizationId }),
  overdue: ({ phase, plannedEnd }, _args, { today }) => ['PLANNED', 'APPROVED', 'BUILDING'].includes(phase) && plannedEnd <= today(),
  servedAreas: async ({ id }, _args, { load }) => (await load.servedAreas.load(id)).map(({ areaPath }) => ({ code: codeOfPath(areaPath) })),
  servedCenters: async ({ id }, _args, { load }) => (await load.servedCenters.load(id)).map(({ centerId }) => ({ id: centerId })),
  allowed: ({ phase }) => listProjectActions(phase),
};

export const InfrastructureProjectChanged: InfrastructureProjectChangedResolvers = {
  project: ({ id }, _args, { load }) => getOne(load.project, id),
};

/** What was given up is in the count of projects and of what was spent, not in the budget. */
export const InfrastructureSummary: InfrastructureSummaryResolvers = {
  projects: ({ counts }) => sumOf(counts, (row) => row.projects),
  budgetYuan: ({ counts }) => sumOf(counts.filter(({ phase }) => phase !== 'CANCELLED'), (row) => row.budgetYuan),
  spentYuan: ({ counts }) => sumOf(counts, (row) => row.spentYuan),
  byPhase: ({ counts }) => counts,
  asOf: ({ counts }) => latest(counts),
};
