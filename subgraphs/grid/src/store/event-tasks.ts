import { batchLists, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, EventTask } from '../__generated__/database.js';

export type TaskRow = Awaited<ReturnType<ReturnType<typeof createEventTaskStore>['findTasks']>>[number];
export type ExtensionRow = Awaited<ReturnType<ReturnType<typeof createEventTaskStore>['findExtensionsOf']>>[number];

export interface TaskScope {
  readonly organizationId: string;
  readonly state?: readonly EventTask['state'][] | null | undefined;
}

/** Tasks of departments, and extensions of deadlines. */
export function createEventTaskStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const tasks = () => db.selectFrom('event_task').select([
    'id', 'event_id as eventId', 'organization_id as organizationId', 'lead', 'state', 'assigned_at as assignedAt', 'due_at as dueAt',
    'signed_at as signedAt', 'ended_at as endedAt', 'note', 'version', 'provenance',
  ]);
  const within = ({ organizationId, state }: TaskScope) => {
    const query = tasks().where('organization_id', '=', organizationId);
    return state ? query.where('state', '=', sql<EventTask['state']>`any(${state}::"EventTaskState"[])`) : query;
  };
  return {
    findTasks: (ids: readonly string[]) => tasks().where('id', '=', anyOf(ids)).execute(),

    /** The one that leads first. */
    findTasksOf: (eventIds: readonly string[]) => tasks().where('event_id', '=', anyOf(eventIds))
      .orderBy('event_id').orderBy('assigned_at').orderBy('lead', 'desc').orderBy('id').execute(),

    findExtensionsOf: (eventIds: readonly string[]) => db.selectFrom('event_extension').select([
      'id', 'event_id as eventId', 'state', 'working_days as workingDays', 'reason', 'requested_by_post as requestedByPost',
      'requested_at as requestedAt', 'decided_by_post as decidedByPost', 'decided_at as decidedAt', 'due_before as dueBefore', 'due_after as dueAfter',
    ]).where('event_id', '=', anyOf(eventIds)).orderBy('event_id').orderBy('requested_at').orderBy('id').execute(),

    /** One row more than the page holds, latest first. */
    listTasks(scope: TaskScope, { limit, after }: Page) {
      const query = within(scope).orderBy('assigned_at', 'desc').orderBy('id', 'desc').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(assigned_at, id) < (${after[0]}::timestamptz, ${after[1]})`) : query);
    },

    countTasks: (scope: TaskScope): Promise<number> => lists.count(within(scope)),
  };
}
