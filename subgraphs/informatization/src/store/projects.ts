import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Database, InfrastructureProject as InfrastructureProjectTable } from '../__generated__/database.js';

type InfrastructureProject = Selectable<InfrastructureProjectTable>;

export type ProjectRow = Awaited<ReturnType<ReturnType<typeof createProjectStore>['findProjects']>>[number];

export interface ProjectScope {
  readonly path: string;
  readonly filter: {
    readonly kind?: readonly InfrastructureProject['kind'][] | null | undefined;
    readonly phase?: readonly InfrastructureProject['phase'][] | null | undefined;
  } | null | undefined;
}

export interface ProjectCounts {
  readonly areaCode: string;
  readonly phase: InfrastructureProject['phase'];
  readonly projects: number;
  readonly budgetYuan: number;
  readonly spentYuan: number;
  readonly asOf: Date;
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${ids}::text[])`;

const COLUMNS = [
  'id', 'area_path as areaPath', 'name', 'kind', 'phase', 'lead_organization_id as leadOrganizationId', 'planned_start as plannedStart',
  'planned_end as plannedEnd', 'approved_on as approvedOn', 'started_on as startedOn', 'accepted_on as acceptedOn',
  'operating_since as operatingSince', 'cancelled_on as cancelledOn', 'version', 'provenance',
] as const;
const amounts = () => [sql<number>`budget_yuan`.as('budgetYuan'), sql<number | null>`spent_yuan`.as('spentYuan')] as const;

/** Projects that build what information runs on (信息化基础设施建设). */
export function createProjectStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const projects = () => db.selectFrom('infrastructure_project').select(COLUMNS).select(amounts);

  function within({ path, filter }: ProjectScope) {
    let query = projects().where(isInside(path));
    if (filter?.kind) query = query.where('kind', '=', sql<InfrastructureProject['kind']>`any(${filter.kind}::"InfrastructureKind"[])`);
    if (filter?.phase) query = query.where('phase', '=', sql<InfrastructureProject['phase']>`any(${filter.phase}::"ProjectPhase"[])`);
    return query;
  }

  return {
    findProjects: (ids: readonly string[]) => projects().where('id', '=', anyOf(ids)).execute(),

    findProjectsOfCenters: (centerIds: readonly string[]) => db.selectFrom('infrastructure_project_center')
      .innerJoin('infrastructure_project', 'infrastructure_project.id', 'project_id').select(COLUMNS).select(amounts).select('center_id as centerId')
      .where('center_id', '=', anyOf(centerIds)).orderBy('id').execute(),

    findServedAreas: (projectIds: readonly string[]) => db.selectFrom('infrastructure_project_area')
      .select(['project_id as projectId', 'area_path as areaPath'])
      .where('project_id', '=', anyOf(projectIds)).orderBy('area_path').execute(),

    findServedCenters: (projectIds: readonly string[]) => db.selectFrom('infrastructure_project_center')
      .select(['project_id as projectId', 'center_id as centerId'])
      .where('project_id', '=', anyOf(projectIds)).orderBy('center_id').execute(),

    /** One row more than the page holds, along the management path. */
    listProjects(scope: ProjectScope, { limit, after }: Page) {
      const query = within(scope).orderBy('area_path').orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(area_path, id) > (${after[0]}, ${after[1]})`) : query);
    },

    countProjects: (scope: ProjectScope): Promise<number> => lists.count(within(scope)),

    async sumProjects(areaCodes: readonly string[]): Promise<readonly ProjectCounts[]> {
      const { rows } = await sql<ProjectCounts>`
        select area_code as "areaCode", phase, sum(projects) as projects, sum(budget_yuan) as "budgetYuan", sum(spent_yuan) as "spentYuan",
               max(as_of) as "asOf"
        from infrastructure_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, phase having sum(projects) <> 0 order by phase`.execute(db);
      return rows;
    },
  };
}
