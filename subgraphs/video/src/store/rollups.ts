import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

export interface ChannelCounts {
  readonly areaCode: string;
  readonly resourceClass: 'PUBLIC' | 'POLICE';
  readonly registered: number;
  readonly built: number;
  readonly networked: number;
  readonly sharedWithCenter: number;
  readonly online: number;
  readonly offline: number;
  readonly stale: number;
  readonly defect: number;
  readonly intact: number;
  readonly recordComplete: number;
  readonly places: number;
  readonly covered: number;
  readonly asOf: Date;
}

export interface KeyPlaceCounts {
  readonly areaCode: string;
  readonly kind: 'KEY_SITE' | 'IMPORTANT_TARGET' | 'COMPLEX_VENUE';
  readonly places: number;
  readonly covered: number;
  readonly fulfilled: number;
  readonly missing: number;
  readonly asOf: Date;
}

export interface SegmentCounts {
  readonly areaCode: string;
  readonly segments: number;
  readonly lengthM: number;
  readonly asOf: Date;
}

/** What the rollup has for the code of all areas together. */
export const WHOLE_REGISTRY = '';

/** Figures of an area and everything inside, from the maintained rollups: never from the rows they count. */
export function createRollupStore(db: Kysely<Database>) {
  return {
    /** Two rows for each area, one a resource class; the key places of the area are on both. */
    async sumChannels(areaCodes: readonly string[]): Promise<readonly ChannelCounts[]> {
      const { rows } = await sql<ChannelCounts>`
        select area.code as "areaCode", class.name as "resourceClass",
               coalesce(sum(registered), 0) as registered, coalesce(sum(built), 0) as built, coalesce(sum(networked), 0) as networked,
               coalesce(sum(shared), 0) as "sharedWithCenter", coalesce(sum(online), 0) as online, coalesce(sum(offline), 0) as offline,
               coalesce(sum(stale), 0) as stale, coalesce(sum(defect), 0) as defect, coalesce(sum(intact), 0) as intact,
               coalesce(sum(record_complete), 0) as "recordComplete", place.places, place.covered,
               coalesce(greatest(max(channel.as_of), place.as_of), now()) as "asOf"
        from unnest(${areaCodes}::text[]) as area(code)
        cross join unnest(enum_range(null::"ResourceClass")) as class(name)
        left join channel_rollup channel on channel.area_code = area.code and channel.resource_class = class.name
        cross join lateral (
          select coalesce(sum(places), 0) as places, coalesce(sum(covered), 0) as covered, max(as_of) as as_of
          from key_place_rollup where area_code = area.code
        ) place
        group by area.code, class.name, place.places, place.covered, place.as_of
        order by class.name`.execute(db);
      return rows;
    },

    /** One row for each area and kind. */
    async sumKeyPlaces(areaCodes: readonly string[]): Promise<readonly KeyPlaceCounts[]> {
      const { rows } = await sql<KeyPlaceCounts>`
        select area_code as "areaCode", kind, sum(places) as places, sum(covered) as covered, sum(fulfilled) as fulfilled, sum(missing) as missing,
               max(as_of) as "asOf"
        from key_place_rollup where area_code = any(${areaCodes}::text[])
        group by area_code, kind having sum(places) > 0 order by kind`.execute(db);
      return rows;
    },

    /** One row for each area of which there is anything. */
    async sumSegments(areaCodes: readonly string[]): Promise<readonly SegmentCounts[]> {
      const { rows } = await sql<SegmentCounts>`
        select area_code as "areaCode", sum(segments) as segments, sum(length_m) as "lengthM", max(as_of) as "asOf"
        from segment_rollup where area_code = any(${areaCodes}::text[]) group by area_code`.execute(db);
      return rows;
    },
  };
}
