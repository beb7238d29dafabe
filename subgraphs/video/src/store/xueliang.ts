import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Database, XueliangProject as XueliangTable } from '../__generated__/database.js';

type XueliangState = Selectable<XueliangTable>['state'];

export type XueliangRow = Awaited<ReturnType<ReturnType<typeof createXueliangStore>['findXueliangProjects']>>[number];

export interface XueliangScope {
  /** Without it, all projects are meant. */
  readonly path?: string | null | undefined;
  readonly filter?: {
    readonly state?: readonly XueliangState[] | null | undefined;
    readonly phase?: number | null | undefined;
  } | null | undefined;
}

/** Yuan by source, as a project and a summary have them. */
export interface YuanBySource {
  readonly governmentYuan: number;
  readonly departmentYuan: number;
  readonly socialYuan: number;
  readonly marketYuan: number;
}

export interface XueliangCounts extends YuanBySource {
  readonly areaCode: string;
  readonly state: XueliangState;
  readonly projects: number;
  readonly plannedChannels: number;
  readonly builtChannels: number;
  readonly acceptedChannels: number;
  readonly spentYuan: number;
  readonly asOf: Date;
}

const amounts = () => [
  sql<number>`government_yuan`.as('governmentYuan'), sql<number>`department_yuan`.as('departmentYuan'), sql<number>`social_yuan`.as('socialYuan'),
  sql<number>`market_yuan`.as('marketYuan'), sql<number | null>`spent_yuan`.as('spentYuan'),
] as const;

/** Construction projects of 雪亮工程. */
export function createXueliangStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const projects = () => db.selectFrom('xueliang_project').select([
    'id', 'area_path as areaPath', 'name', 'phase', 'state', 'lead_organization_id as leadOrganizationId', 'planned_channels as plannedChannels',
    'built_channels as builtChannels', 'accepted_channels as acceptedChannels', 'planned_start as plannedStart', 'planned_end as plannedEnd',
    'approved_on as approvedOn', 'started_on as startedOn', 'accepted_on as acceptedOn', 'operating_since as operatingSince',
    'cancelled_on as cancelledOn', 'reason', 'version', 'provenance',
  ]).select(amounts);

  function within({ path, filter }: XueliangScope) {
    let query = projects();
    if (path != null) query = query.where(isInside(path));
    if (filter?.state) query = query.where('state', '=', sql<XueliangState>`any(${filter.state}::"XueliangState"[])`);
    if (filter?.phase != null) query = query.where('phase', '=', filter.phase);
    return query;
  }

  return {
    findXueliangProjects: (ids: readonly string[]) => projects().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, by id. */
    listXueliangProjects(scope: XueliangScope, { limit, after }: Page) {
      const query = within(scope).orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where('id', '>', after[0] as string) : query);
    },

    countXueliangProjects: (scope: XueliangScope): Promise<number> => lists.count(within(scope)),

    /** One row for each area and state. */
    async sumXueliangProjects(areaCodes: readonly string[]): Promise<readonly XueliangCounts[]> {
      const { rows } = await sql<XueliangCounts>`
        select area_code as "areaCode", state, sum(projects) as projects, sum(planned_channels) as "plannedChannels",
               sum(built_channels) as "builtChannels", sum(accepted_channels) as "acceptedChannels", sum(government_yuan) as "governmentYuan",
               sum(department_yuan) as "departmentYuan", sum(social_yuan) as "socialYuan", sum(market_yuan) as "marketYuan",
               sum(spent_yuan) as "spentYuan", max(as_of) as "asOf"
        from xueliang_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, state having sum(projects) <> 0 order by state`.execute(db);
      return rows;
    },
  };
}
