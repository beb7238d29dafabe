import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

/** A point, how far around it to look, and how many channels to name at most. */
export interface NearbyKey {
  readonly latitude: number;
  readonly longitude: number;
  readonly withinM: number;
  readonly first: number;
}

export interface NearbyRow {
  /** Index of the key that it belongs to. */
  readonly place: number;
  readonly distanceM: number;
  /** Of the channel. */
  readonly id: string;
}

const METRES_PER_DEGREE = 111_320;

const metresPerLongitude = (latitude: number): number => METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);

export function createNearbyStore(db: Kysely<Database>) {
  return {
    /**
     * Of all points at once, nearest first within each. A box finds the candidates by index; the distance is that
     * on a flat map, right to a metre within 5 km.
     */
    async findNearby(keys: readonly NearbyKey[]): Promise<readonly NearbyRow[]> {
      const list = (valueOf: (key: NearbyKey) => number) => sql`${keys.map(valueOf)}::float8[]`;
      const { rows } = await sql<NearbyRow>`
        select wanted.place - 1 as place, near.*
        from unnest(${list(({ latitude }) => latitude)}, ${list(({ longitude }) => longitude)},
                    ${list(({ latitude }) => metresPerLongitude(latitude))}, ${list(({ withinM }) => withinM)},
                    ${list(({ first }) => first)}) with ordinality as wanted(latitude, longitude, metres_per_longitude, within_m, first, place)
        cross join lateral (
          select id, "distanceM"
          from video_channel channel
          cross join lateral (
            select sqrt(power((channel.latitude - wanted.latitude) * ${METRES_PER_DEGREE}::float8, 2)
                        + power((channel.longitude - wanted.longitude) * wanted.metres_per_longitude, 2)) as "distanceM"
          ) measured
          where channel.latitude between wanted.latitude - wanted.within_m / ${METRES_PER_DEGREE}::float8
                                     and wanted.latitude + wanted.within_m / ${METRES_PER_DEGREE}::float8
            and channel.longitude between wanted.longitude - wanted.within_m / wanted.metres_per_longitude
                                      and wanted.longitude + wanted.within_m / wanted.metres_per_longitude
            and channel.retired_at is null and "distanceM" <= wanted.within_m
          order by "distanceM", id limit wanted.first
        ) near
        order by wanted.place, near."distanceM", near.id`.execute(db);
      return rows;
    },
  };
}
