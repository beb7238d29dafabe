import { batchLists, isInside, startOfDay, type Page, type Period } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, VideoPatrol } from '../__generated__/database.js';

type Store = ReturnType<typeof createPatrolStore>;
export type PatrolRow = Awaited<ReturnType<Store['findPatrols']>>[number];
export type CheckpointRow = Awaited<ReturnType<Store['findCheckpoints']>>[number];
export type FindingRow = Awaited<ReturnType<Store['findFindings']>>[number];

export interface PatrolScope {
  readonly path: string;
  readonly filter?: {
    readonly state?: readonly VideoPatrol['state'][] | null | undefined;
    readonly planned?: Period | null | undefined;
    readonly hasFindings?: boolean | null | undefined;
  } | null | undefined;
}

export interface PatrolCounts {
  readonly areaCode: string;
  readonly planned: number;
  readonly started: number;
  readonly finished: number;
  readonly abandoned: number;
  readonly checkpoints: number;
  readonly visited: number;
  readonly findings: number;
  readonly becameEvents: number;
  readonly asOf: Date;
}

/** Video patrols, their checkpoints and findings. */
export function createPatrolStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const patrols = () => db.selectFrom('video_patrol').select([
    'id', 'title', 'area_path as areaPath', 'center_id as centerId', 'state', 'planned_at as plannedAt', 'started_at as startedAt',
    'ended_at as endedAt', 'reason', 'by_post as byPost', 'version', 'provenance',
  ]);
  const findings = () => db.selectFrom('patrol_finding').select([
    'id', 'patrol_id as patrolId', 'seq', 'area_path as areaPath', 'note', 'found_at as foundAt', 'event_id as eventId', 'provenance',
  ]);

  function within({ path, filter }: PatrolScope) {
    let query = patrols().where(isInside(path));
    if (filter?.state) query = query.where('state', '=', sql<VideoPatrol['state']>`any(${filter.state}::"PatrolState"[])`);
    if (filter?.planned) query = query.where('planned_at', '>=', startOfDay(filter.planned.from)).where('planned_at', '<', startOfDay(filter.planned.to));
    if (filter?.hasFindings != null) {
      const found = sql<boolean>`exists (select from patrol_finding f where f.patrol_id = video_patrol.id)`;
      query = query.where(filter.hasFindings ? found : sql<boolean>`not ${found}`);
    }
    return query;
  }

  return {
    findPatrols: (ids: readonly string[]) => patrols().where('id', '=', anyOf(ids)).execute(),

    findCheckpoints: (patrolIds: readonly string[]) => db.selectFrom('patrol_checkpoint')
      .select(['patrol_id as patrolId', 'seq', 'channel_id as channelId', 'result', 'visited_at as visitedAt'])
      .where('patrol_id', '=', anyOf(patrolIds)).orderBy('patrol_id').orderBy('seq').execute(),

    findFindings: (ids: readonly string[]) => findings().where('id', '=', anyOf(ids)).execute(),

    findFindingsOf: (patrolIds: readonly string[]) => findings().where('patrol_id', '=', anyOf(patrolIds))
      .orderBy('patrol_id').orderBy('found_at').orderBy('id').execute(),

    findFindingsBehind: (eventIds: readonly string[]) => findings().where('event_id', '=', anyOf(eventIds)).execute(),

    /** One row more than the page holds, the latest planned first. */
    listPatrols(scope: PatrolScope, { limit, after }: Page) {
      const query = within(scope).orderBy('planned_at', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(planned_at, id) < (${after[0]}::timestamptz, ${after[1]})`) : query);
    },

    countPatrols: (scope: PatrolScope): Promise<number> => lists.count(within(scope)),

    /** One row for each area of which there is anything. */
    sumPatrols: (period: Period | null) => async (areaCodes: readonly string[]): Promise<readonly PatrolCounts[]> => {
      const inPeriod = period ? sql`day >= ${period.from}::date and day < ${period.to}::date` : sql`true`;
      const { rows } = await sql<PatrolCounts>`
        select area_code as "areaCode", sum(planned) as planned, sum(started) as started, sum(finished) as finished, sum(abandoned) as abandoned,
               sum(checkpoints) as checkpoints, sum(visited) as visited, sum(findings) as findings, sum(became_events) as "becameEvents", max(as_of) as "asOf"
        from patrol_rollup where area_code = any(${areaCodes}::text[]) and ${inPeriod} group by area_code`.execute(db);
      return rows;
    },
  };
}
