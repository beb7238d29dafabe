import { batchLists, isInside, startOfDay, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, EventFlag, GridEvent, Supervision } from '../__generated__/database.js';

export type StepRow = Awaited<ReturnType<ReturnType<typeof createEventStore>['findSteps']>>[number];
export type EventRow = Awaited<ReturnType<ReturnType<typeof createEventStore>['findEvents']>>[number];

export interface EventFilter {
  readonly category?: GridEvent['category'] | null | undefined;
  readonly severity?: readonly GridEvent['severity'][] | null | undefined;
  readonly state?: readonly GridEvent['state'][] | null | undefined;
  readonly subcategoryCode?: string | null | undefined;
  readonly reported?: { readonly from: string; readonly to: string } | null | undefined;
  readonly stateBefore?: Date | null | undefined;
  readonly flag?: EventFlag | null | undefined;
  readonly supervision?: readonly Supervision[] | null | undefined;
}

/** Exactly one of the three says whose events are meant. */
export interface EventScope {
  readonly path?: string;
  readonly centerId?: string;
  readonly responsibleId?: string;
  readonly onlyOpen?: boolean;
  readonly filter?: EventFilter | null | undefined;
}

export function createEventStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const events = () => db.selectFrom('grid_event').select([
    'id', 'title', 'category', 'subcategory_code as subcategoryCode', 'severity', 'state', 'state_since as stateSince', 'origin',
    'area_path as areaPath', 'grid_id as gridId', 'center_id as centerId', 'responsible_id as responsibleId', 'latitude', 'longitude',
    'reported_at as reportedAt', 'accepted_at as acceptedAt', 'due_at as dueAt', 'closed_at as closedAt', 'supervision', 'provenance',
    sql<readonly EventFlag[]>`flags::text[]`.as('flags'), 'handling_level as handlingLevel', 'duplicate_of_id as duplicateOfId',
    'terminated_for as terminatedFor', 'check_passed_at as checkPassedAt', 'rating', 'version',
  ]);

  function within({ path, centerId, responsibleId, onlyOpen, filter }: EventScope) {
    let query = events();
    if (path !== undefined) query = query.where(isInside(path));
    if (centerId !== undefined) query = query.where('center_id', '=', centerId);
    if (responsibleId !== undefined) query = query.where('responsible_id', '=', responsibleId);
    if (onlyOpen) query = query.where(sql<boolean>`is_open(state)`);
    if (filter?.category) query = query.where('category', '=', filter.category);
    if (filter?.severity) query = query.where('severity', '=', sql<GridEvent['severity']>`any(${filter.severity}::"Severity"[])`);
    if (filter?.state) query = query.where('state', '=', sql<GridEvent['state']>`any(${filter.state}::"EventState"[])`);
    if (filter?.subcategoryCode != null) query = query.where('subcategory_code', '=', filter.subcategoryCode);
    if (filter?.stateBefore) query = query.where('state_since', '<', filter.stateBefore);
    if (filter?.flag) query = query.where(sql<boolean>`${filter.flag}::"EventFlag" = any(flags)`);
    if (filter?.supervision) query = query.where('supervision', '=', sql<Supervision>`any(${filter.supervision}::"Supervision"[])`);
    if (filter?.reported) {
      query = query
        .where('reported_at', '>=', startOfDay(filter.reported.from))
        .where('reported_at', '<', startOfDay(filter.reported.to));
    }
    return query;
  }

  return {
    findEvents: (ids: readonly string[]) => events().where('id', '=', anyOf(ids)).execute(),

    findSteps: (eventIds: readonly string[]) => db.selectFrom('event_step').select(['event_id as eventId', 'seq', 'action', 'state', 'at', 'by_post as byPost', 'note'])
      .where('event_id', '=', anyOf(eventIds)).orderBy('event_id').orderBy('seq').execute(),

    findDuplicates: (ids: readonly string[]) => events().where('duplicate_of_id', '=', anyOf(ids)).orderBy('id').execute(),

    /** One row more than the page holds, latest report first. */
    listEvents(scope: EventScope, { limit, after }: Page) {
      const query = within(scope).orderBy('reported_at', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(reported_at, id) < (${after[0]}::timestamptz, ${after[1]})`) : query);
    },

    countEvents: (scope: EventScope): Promise<number> => lists.count(within(scope)),
  };
}
