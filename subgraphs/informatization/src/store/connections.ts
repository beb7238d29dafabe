import type { Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, VideoNetNode } from '../__generated__/database.js';

export type NodeRow = Awaited<ReturnType<ReturnType<typeof createConnectionStore>['findNodes']>>[number];

/** Platforms, what centers are connected to, and the nodes of the video-conference network. */
export function createConnectionStore(db: Kysely<Database>) {
  const anyOf = (ids: readonly string[]) => sql<string>`any(${ids}::text[])`;
  const nodes = () => db.selectFrom('video_net_node')
    .select(['id', 'center_id as centerId', 'level', 'opened_on as openedOn', 'provenance']);
  return {
    listPlatforms: () => db.selectFrom('info_platform').select(['id', 'kind', 'name']).orderBy('kind').execute(),

    findConnections: (centerIds: readonly string[]) => db.selectFrom('platform_connection')
      .innerJoin('info_platform', 'info_platform.id', 'platform_connection.platform_id')
      .select(['center_id as centerId', 'status', 'since', 'platform_connection.provenance', 'platform_id as platformId', 'kind', 'name'])
      .where('center_id', '=', anyOf(centerIds)).orderBy('kind').execute(),

    findConnectedCenters: (centerIds: readonly string[]) => db.selectFrom('connected_center')
      .select(['center_id as centerId', 'fully_connected as fullyConnected'])
      .where('center_id', '=', anyOf(centerIds)).execute(),

    findNodes: (ids: readonly string[]) => nodes().where('id', '=', anyOf(ids)).execute(),

    findNodesOfCenters: (centerIds: readonly string[]) => nodes().where('center_id', '=', anyOf(centerIds)).execute(),

    /** One row more than the page holds, by id. */
    listNodes(level: VideoNetNode['level'] | null | undefined, { limit, after }: Page) {
      let query = nodes().orderBy('id').limit(limit + 1);
      if (level) query = query.where('level', '=', level);
      return (after ? query.where('id', '>', after[0] as string) : query).execute();
    },

    async countNodes(level: VideoNetNode['level'] | null | undefined): Promise<number> {
      let query = db.selectFrom('video_net_node').select(sql<number>`count(*)`.as('count'));
      if (level) query = query.where('level', '=', level);
      return (await query.executeTakeFirstOrThrow()).count;
    },
  };
}
