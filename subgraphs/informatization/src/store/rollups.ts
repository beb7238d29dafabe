import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, InfoPlatform, VideoNetNode } from '../__generated__/database.js';

type Level = VideoNetNode['level'];

export interface ConnectedCenterCounts {
  readonly areaCode: string;
  readonly level: Level;
  readonly centers: number;
  readonly fullyConnected: number;
  readonly asOf: Date;
}

export interface PlatformCounts {
  readonly areaCode: string;
  readonly platform: InfoPlatform['kind'];
  readonly full: number;
  readonly partial: number;
  readonly none: number;
  readonly asOf: Date;
}

export interface VideoNetCounts {
  readonly areaCode: string;
  readonly level: Level;
  readonly opened: number;
  readonly asOf: Date;
}

export interface BaseDataCounts {
  readonly areaCode: string;
  readonly definitionId: string;
  readonly recordCount: number;
  readonly lowerBounds: number;
  readonly asOf: Date;
}

/** Figures of an area and everything inside, from the maintained rollups: never from the rows they count. */
export function createRollupStore(db: Kysely<Database>) {
  return {
    async sumConnectedCenters(areaCodes: readonly string[]): Promise<readonly ConnectedCenterCounts[]> {
      const { rows } = await sql<ConnectedCenterCounts>`
        select area_code as "areaCode", level, sum(centers) as centers, sum(fully_connected) as "fullyConnected", max(as_of) as "asOf"
        from connected_center_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, level`.execute(db);
      return rows;
    },

    async sumPlatforms(areaCodes: readonly string[]): Promise<readonly PlatformCounts[]> {
      const { rows } = await sql<PlatformCounts>`
        select area.code as "areaCode", platform.kind as platform, coalesce(sum("full"), 0) as "full",
               coalesce(sum(partial), 0) as partial, coalesce(sum(none), 0) as none, coalesce(max(as_of), now()) as "asOf"
        from unnest(${areaCodes}::text[]) as area(code) cross join info_platform platform
        left join connection_rollup r on r.area_code = area.code and r.platform_id = platform.id
        group by area.code, platform.kind order by platform.kind`.execute(db);
      return rows;
    },

    async sumVideoNet(areaCodes: readonly string[]): Promise<readonly VideoNetCounts[]> {
      const { rows } = await sql<VideoNetCounts>`
        select area_code as "areaCode", level, sum(opened) as opened, max(as_of) as "asOf"
        from video_net_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, level order by level`.execute(db);
      return rows;
    },

    async sumBaseData(areaCodes: readonly string[]): Promise<readonly BaseDataCounts[]> {
      const { rows } = await sql<BaseDataCounts>`
        select area_code as "areaCode", definition_id as "definitionId", sum(record_count) as "recordCount",
               sum(lower_bounds) as "lowerBounds", max(as_of) as "asOf"
        from base_data_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, definition_id order by definition_id`.execute(db);
      return rows;
    },
  };
}
