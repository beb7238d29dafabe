import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, VideoChannel } from '../__generated__/database.js';

export type ChannelRow = Awaited<ReturnType<ReturnType<typeof createChannelStore>['findChannels']>>[number];

export interface ChannelFilter {
  readonly health?: readonly VideoChannel['health'][] | null | undefined;
  readonly built?: boolean | null | undefined;
  readonly networked?: boolean | null | undefined;
  readonly sharedWithCenter?: boolean | null | undefined;
  readonly recordComplete?: boolean | null | undefined;
}

/** Whose channels are meant: an area's, a center's or a grid's. Nobody's: all. */
export interface ChannelScope {
  readonly path?: string | null | undefined;
  readonly sharedCenterId?: string;
  readonly gridId?: string;
  readonly filter?: ChannelFilter | null | undefined;
}

/** Channels of the PUBLIC class: registry entries, never a stream address. */
export function createChannelStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const channels = () => db.selectFrom('video_channel').select([
    'id', 'device_id as deviceId', 'name', 'area_path as areaPath', 'key_place_id as keyPlaceId', 'shared_center_id as sharedCenterId', 'grid_id as gridId',
    'latitude', 'longitude', 'built', 'networked', 'health', 'observed_at as observedAt', 'provenance', 'edition', 'ptz_type as ptzType',
    'placement', 'maintainer_id as maintainerId', 'installed_on as installedOn', 'record_complete as recordComplete',
    'retired_at as retiredAt', 'version',
  ]);
  /** Lists leave out what is retired; who knows an id still finds it. */
  const current = () => channels().where('retired_at', 'is', null);

  function within({ path, sharedCenterId, gridId, filter }: ChannelScope) {
    let query = current();
    if (path != null) query = query.where(isInside(path));
    if (sharedCenterId !== undefined) query = query.where('shared_center_id', '=', sharedCenterId);
    if (gridId !== undefined) query = query.where('grid_id', '=', gridId);
    if (filter?.health) query = query.where('health', '=', sql<VideoChannel['health']>`any(${filter.health}::"HealthState"[])`);
    if (filter?.built != null) query = query.where('built', '=', filter.built);
    if (filter?.networked != null) query = query.where('networked', '=', filter.networked);
    if (filter?.sharedWithCenter != null) query = query.where('shared_center_id', filter.sharedWithCenter ? 'is not' : 'is', null);
    if (filter?.recordComplete != null) query = query.where('record_complete', '=', filter.recordComplete);
    return query;
  }

  return {
    findChannels: (ids: readonly string[]) => channels().where('id', '=', anyOf(ids)).execute(),
    findChannelsByDeviceId: (deviceIds: readonly string[]) => channels().where('device_id', '=', anyOf(deviceIds)).execute(),
    findChannelsAt: (keyPlaceIds: readonly string[]) => current().where('key_place_id', '=', anyOf(keyPlaceIds)).orderBy('id').execute(),

    /** One row more than the page holds, by id. */
    listChannels(scope: ChannelScope, { limit, after }: Page) {
      const query = within(scope).orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where('id', '>', after[0] as string) : query);
    },

    countChannels: (scope: ChannelScope): Promise<number> => lists.count(within(scope)),

    /**
     * What was online and has not been seen since `observedBefore` is stale. OFFLINE and DEFECT stay as they
     * are: only the claim that a channel works grows old.
     */
    async markStale(observedBefore: Date): Promise<void> {
      await db.updateTable('video_channel').set({ health: 'STALE' })
        .where('health', '=', 'ONLINE').where('observed_at', '<', observedBefore).execute();
    },
  };
}
