import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, VideoNetSession } from '../__generated__/database.js';

export type SessionRow = Awaited<ReturnType<ReturnType<typeof createSessionStore>['findSessions']>>[number];

export interface SessionScope {
  /** Both null: everywhere. */
  readonly path: string | null;
  readonly hostCenterId: string | null;
  readonly filter: {
    readonly topic?: readonly VideoNetSession['topic'][] | null | undefined;
    readonly held?: { readonly from: string; readonly to: string } | null | undefined;
  } | null | undefined;
}

export interface SessionCountsKey {
  readonly code: string;
  /** First day of the earliest month that counts. */
  readonly from: string;
}

export interface SessionCounts extends SessionCountsKey {
  readonly held: number;
  readonly nodesInvited: number;
  readonly nodesAttended: number;
  readonly asOf: Date;
}

/** Sessions of the video-conference network. */
export function createSessionStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const sessions = () => db.selectFrom('video_net_session').select([
    'id', 'host_center_id as hostCenterId', 'area_path as areaPath', 'held_at as heldAt', 'topic', 'minutes',
    'nodes_invited as nodesInvited', 'nodes_attended as nodesAttended', 'participants', 'provenance',
  ]);
  const startOfDay = (day: string) => sql<Date>`(${day}::date::timestamp at time zone 'Asia/Shanghai')`;

  function within({ path, hostCenterId, filter }: SessionScope) {
    let query = sessions();
    if (path !== null) query = query.where(isInside(path));
    if (hostCenterId !== null) query = query.where('host_center_id', '=', hostCenterId);
    if (filter?.topic) query = query.where('topic', '=', sql<VideoNetSession['topic']>`any(${filter.topic}::"SessionTopic"[])`);
    if (filter?.held) query = query.where('held_at', '>=', startOfDay(filter.held.from)).where('held_at', '<', startOfDay(filter.held.to));
    return query;
  }

  return {
    findSessions: (ids: readonly string[]) => sessions().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, the latest first. */
    listSessions(scope: SessionScope, { limit, after }: Page) {
      const query = within(scope).orderBy('held_at', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(held_at, id) < (${after[0]}::timestamptz, ${after[1]})`) : query);
    },

    countSessions: (scope: SessionScope): Promise<number> => lists.count(within(scope)),

    /** One row for each key, also where none was held. */
    async sumSessions(wanted: readonly SessionCountsKey[]): Promise<readonly SessionCounts[]> {
      const { rows } = await sql<SessionCounts>`
        select wanted.code, wanted."from"::text, coalesce(sum(held), 0) as held, coalesce(sum(nodes_invited), 0) as "nodesInvited",
               coalesce(sum(nodes_attended), 0) as "nodesAttended", coalesce(max(as_of), now()) as "asOf"
        from unnest(${wanted.map(({ code }) => code)}::text[], ${wanted.map(({ from }) => from)}::date[]) as wanted(code, "from")
        left join video_net_session_rollup r on r.area_code = wanted.code and r.month >= wanted."from"
        group by wanted.code, wanted."from"`.execute(db);
      return rows;
    },
  };
}
