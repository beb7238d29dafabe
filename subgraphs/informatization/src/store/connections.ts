import { batchLists, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, VideoNetNode } from '../__generated__/database.js';

export interface ConnectionKey {
  readonly centerId: string;
  readonly platformId: string;
}

export type ConnectionRow = Awaited<ReturnType<ReturnType<typeof createConnectionStore>['findConnections']>>[number];

export type NodeRow = Awaited<ReturnType<ReturnType<typeof createConnectionStore>['findNodes']>>[number];

/** Platforms, what centers are connected to, and the nodes of the video-conference network. */
export function createConnectionStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const anyOf = (ids: readonly string[]) => sql<string>`any(${ids}::text[])`;
  const nodes = () => db.selectFrom('video_net_node')
    .select(['id', 'center_id as centerId', 'level', 'opened_on as openedOn', 'provenance']);
  const nodesOf = (level: VideoNetNode['level'] | null | undefined) => (level ? nodes().where('level', '=', level) : nodes());
  return {
    listPlatforms: () => db.selectFrom('info_platform').select(['id', 'kind', 'name']).orderBy('kind').execute(),

    findConnections: (centerIds: readonly string[]) => db.selectFrom('platform_connection')
      .innerJoin('info_platform', 'info_platform.id', 'platform_connection.platform_id')
      .select([
        'center_id as centerId', 'status', 'since', 'reason', 'version', 'platform_connection.provenance', 'platform_id as platformId', 'kind', 'name',
      ])
      .where('center_id', '=', anyOf(centerIds)).orderBy('kind').execute(),

    /** The latest change of each connection first. */
    findConnectionChanges: (wanted: readonly ConnectionKey[]) => db.selectFrom('connection_change')
      .select(['center_id as centerId', 'platform_id as platformId', 'version', 'status', 'since', 'reason', 'recorded_at as recordedAt', 'provenance'])
      .where(sql<boolean>`(center_id, platform_id) in (
        select * from unnest(${wanted.map(({ centerId }) => centerId)}::text[], ${wanted.map(({ platformId }) => platformId)}::text[]))`)
      .orderBy('version', 'desc').execute(),

    findConnectedCenters: (centerIds: readonly string[]) => db.selectFrom('connected_center')
      .select(['center_id as centerId', 'fully_connected as fullyConnected'])
      .where('center_id', '=', anyOf(centerIds)).execute(),

    findNodes: (ids: readonly string[]) => nodes().where('id', '=', anyOf(ids)).execute(),

    findNodesOfCenters: (centerIds: readonly string[]) => nodes().where('center_id', '=', anyOf(centerIds)).execute(),

    /** One row more than the page holds, by id. */
    listNodes(level: VideoNetNode['level'] | null | undefined, { limit, after }: Page) {
      const query = nodesOf(level).orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where('id', '>', after[0] as string) : query);
    },

    countNodes: (level: VideoNetNode['level'] | null | undefined): Promise<number> => lists.count(nodesOf(level)),
  };
}
