import { batchLists, isInside, type Page } from '@sizhu/kit';
import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Database, EarlyWarning, SeriesPoint } from '../__generated__/database.js';

type Warning = Selectable<EarlyWarning>;

export type WarningRow = Awaited<ReturnType<ReturnType<typeof createWarningStore>['findWarnings']>>[number];

export interface WarningFilter {
  readonly series?: readonly Warning['series'][] | null | undefined;
  readonly level?: readonly Warning['level'][] | null | undefined;
  readonly state?: readonly Warning['state'][] | null | undefined;
  readonly weeks?: { readonly from: string; readonly to: string } | null | undefined;
}

export interface WarningScope {
  /** Null: everywhere. */
  readonly path: string | null;
  readonly filter: WarningFilter | null | undefined;
}

export interface SeriesKey {
  readonly path: string;
  readonly series: SeriesPoint['series'];
  /** So many of the latest weeks. */
  readonly weeks: number;
}

export interface SeriesPointRow extends SeriesKey {
  readonly week: string;
  readonly value: number;
}

/** Early warnings and the weekly counts that they were raised from. */
export function createWarningStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const warnings = () => db.selectFrom('early_warning').select([
    'id', 'area_path as areaPath', 'series', 'week', 'observed', 'expected', 'score', 'level', 'state', 'raised_at as raisedAt',
    'acknowledged_at as acknowledgedAt', 'acknowledged_by_id as acknowledgedById', 'closed_at as closedAt', 'closed_by_id as closedById',
    'conclusion', 'note', 'version', 'provenance',
  ]);

  function within({ path, filter }: WarningScope) {
    let query = warnings();
    if (path !== null) query = query.where(isInside(path));
    if (filter?.series) query = query.where('series', '=', sql<Warning['series']>`any(${filter.series}::"WarningSeries"[])`);
    if (filter?.level) query = query.where('level', '=', sql<Warning['level']>`any(${filter.level}::"WarningLevel"[])`);
    if (filter?.state) query = query.where('state', '=', sql<Warning['state']>`any(${filter.state}::"WarningState"[])`);
    if (filter?.weeks) query = query.where('week', '>=', filter.weeks.from).where('week', '<', filter.weeks.to);
    return query;
  }

  return {
    findWarnings: (ids: readonly string[]) => warnings().where('id', '=', sql<string>`any(${ids}::text[])`).execute(),

    /** One row more than the page holds, the latest week first. */
    listWarnings(scope: WarningScope, { limit, after }: Page) {
      let query = within(scope).orderBy('week', 'desc').orderBy('id', 'desc').limit(limit + 1);
      if (after) query = query.where(sql<boolean>`(week, id) < (${after[0]}::date, ${after[1]})`);
      return lists.rows(query);
    },

    countWarnings: (scope: WarningScope): Promise<number> => lists.count(within(scope)),

    /** The latest weeks of each series, oldest first. */
    async findSeriesPoints(wanted: readonly SeriesKey[]) {
      const { rows } = await sql<SeriesPointRow>`
        select wanted.path, wanted.series, wanted.weeks, point.week, point.value
        from unnest(${wanted.map(({ path }) => path)}::text[], ${wanted.map(({ series }) => series)}::"WarningSeries"[],
                    ${wanted.map(({ weeks }) => weeks)}::int[]) as wanted(path, series, weeks)
        cross join lateral (
          select week, value from series_point where area_path = wanted.path and series = wanted.series
          order by week desc limit wanted.weeks) point
        order by point.week`.execute(db);
      return rows;
    },
  };
}
