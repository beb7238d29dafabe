import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, TopicSeries } from '../__generated__/database.js';

export type VolunteerGroupRow = Awaited<ReturnType<ReturnType<typeof createCommunityStore>['findVolunteerGroups']>>[number];
export type MechanismRow = Awaited<ReturnType<ReturnType<typeof createCommunityStore>['findMechanisms']>>[number];
export type GridPayRow = Awaited<ReturnType<ReturnType<typeof createCommunityStore>['findGridPay']>>[number];

export type GridPayKey = Pick<GridPayRow, 'areaPath' | 'year'>;

/** Of one area with everything inside, one month and one topic. */
export interface TopicCounts {
  readonly areaCode: string;
  readonly month: string;
  readonly topicCode: string;
  readonly received: number;
  readonly handled: number;
  readonly asOf: Date;
}

export interface TopicsAsked {
  readonly series: TopicSeries;
  /** The latest so many months, the current one among them. */
  readonly months: number;
}

export interface VolunteerCounts {
  readonly areaCode: string;
  readonly groups: number;
  readonly members: number;
  readonly asOf: Date;
}

/** What grids do with and for the people around them, in counts. */
export function createCommunityStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const groups = () => db.selectFrom('volunteer_group').select(['id', 'name', 'area_path as areaPath', 'members', 'version', 'provenance']);
  const mechanisms = () => db.selectFrom('grid_mechanism').select(['id', 'name', 'area_path as areaPath', 'items', 'version', 'provenance']);
  return {
    findVolunteerGroups: (ids: readonly string[]) => groups().where('id', '=', anyOf(ids)).execute(),

    /** One row more than the page holds, by path and id. */
    listVolunteerGroups(path: string, { limit, after }: Page) {
      const query = groups().where(isInside(path)).orderBy('area_path').orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(area_path, id) > (${after[0]}, ${after[1]})`) : query);
    },

    countVolunteerGroups: (path: string): Promise<number> => lists.count(groups().where(isInside(path))),

    findMechanisms: (ids: readonly string[]) => mechanisms().where('id', '=', anyOf(ids)).execute(),
    findMechanismsAt: (paths: readonly string[]) => mechanisms().where('area_path', '=', anyOf(paths)).orderBy('area_path').orderBy('id').execute(),

    /** Of the areas themselves: what lies inside reports for itself. */
    findGridPay: (paths: readonly string[]) => db.selectFrom('grid_pay')
      .select(['area_path as areaPath', 'year', sql<number | null>`pay_yuan`.as('payYuan'), sql<number | null>`allowance_yuan`.as('allowanceYuan'), 'provenance'])
      .where('area_path', '=', anyOf(paths)).orderBy('area_path').orderBy('year', 'desc').execute(),

    async sumTopics(areaCodes: readonly string[], { series, months }: TopicsAsked): Promise<readonly TopicCounts[]> {
      const { rows } = await sql<TopicCounts>`
        select area_code as "areaCode", month, topic_code as "topicCode", sum(received) as received, sum(handled) as handled, max(as_of) as "asOf"
        from topic_rollup where area_code = any(${areaCodes}::text[]) and series = ${series}::"TopicSeries"
          and month > (date_trunc('month', local_day(now())) - make_interval(months => ${months}::int))::date
        group by area_code, month, topic_code having (sum(received), sum(handled)) <> (0, 0) order by month, topic_code`.execute(db);
      return rows;
    },

    async sumVolunteers(areaCodes: readonly string[]): Promise<readonly VolunteerCounts[]> {
      const { rows } = await sql<VolunteerCounts>`
        select area_code as "areaCode", sum(groups) as groups, sum(members) as members, max(as_of) as "asOf"
        from volunteer_rollup where area_code = any(${areaCodes}::text[]) group by area_code`.execute(db);
      return rows;
    },
  };
}
