import { batchLists, isInside, startOfDay, type Page, type Period } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

export type OutageRow = Awaited<ReturnType<ReturnType<typeof createOutageStore>['listOutages']>>[number];

export interface OutageScope {
  readonly path: string;
  readonly filter?: { readonly open?: boolean | null | undefined; readonly began?: Period | null | undefined } | null | undefined;
}

export interface OutageCounts {
  readonly areaCode: string;
  readonly began: number;
  readonly ended: number;
  readonly open: number;
  readonly downMinutes: number;
  readonly asOf: Date;
}

const SHOWN_OF_A_CHANNEL = 10;

/** When networked channels were offline or defect. Written by a trigger alone. */
export function createOutageStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const outages = () => db.selectFrom('channel_outage').select([
    'id', 'channel_id as channelId', 'state', 'began_at as beganAt', 'ended_at as endedAt',
  ]);
  const within = ({ path, filter }: OutageScope) => {
    let query = outages().where(isInside(path));
    if (filter?.open != null) query = query.where('ended_at', filter.open ? 'is' : 'is not', null);
    if (filter?.began) {
      query = query.where('began_at', '>=', startOfDay(filter.began.from)).where('began_at', '<', startOfDay(filter.began.to));
    }
    return query;
  };
  return {
    /** One row more than the page holds, the latest first. */
    listOutages(scope: OutageScope, { limit, after }: Page) {
      const query = within(scope).orderBy('began_at', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(began_at, id) < (${after[0]}::timestamptz, ${after[1]}::bigint)`) : query);
    },

    countOutages: (scope: OutageScope): Promise<number> => lists.count(within(scope)),

    findOutages: async (channelIds: readonly string[]) => (await sql<OutageRow>`
      select outage.* from unnest(${channelIds}::text[]) as channel(id) cross join lateral (
        select id, channel_id as "channelId", state, began_at as "beganAt", ended_at as "endedAt" from channel_outage
        where channel_id = channel.id order by began_at desc, id desc limit ${SHOWN_OF_A_CHANNEL}
      ) as outage`.execute(db)).rows,

    /** Sums of the days of the period; what is open is what began and has not ended on any day. */
    sumOutages: (period: Period | null) => async (areaCodes: readonly string[]): Promise<readonly OutageCounts[]> => {
      const inPeriod = period ? sql`day >= ${period.from}::date and day < ${period.to}::date` : sql`true`;
      const { rows } = await sql<OutageCounts>`
        select area_code as "areaCode", coalesce(sum(began) filter (where ${inPeriod}), 0) as began,
               coalesce(sum(ended) filter (where ${inPeriod}), 0) as ended, sum(began - ended) as open,
               coalesce(sum(down_minutes) filter (where ${inPeriod}), 0) as "downMinutes", max(as_of) as "asOf"
        from outage_rollup where area_code = any(${areaCodes}::text[]) group by area_code`.execute(db);
      return rows;
    },
  };
}
