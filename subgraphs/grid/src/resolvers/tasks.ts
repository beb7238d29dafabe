import { getOne, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { EventChangedResolvers, EventExtensionResolvers, EventTaskChangedResolvers, EventTaskResolvers, EventTaskState } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { EXTENSION_TRANSITIONS, listAllowedOfPart, TASK_TRANSITIONS } from '../events/transitions.js';
import type { TaskRow, TaskScope } from '../store/event-tasks.js';

export type TaskPage = Connection<TaskRow>;

export async function listTasks(scope: TaskScope, args: PageArguments, { store }: Context): Promise<TaskPage> {
  const page = toPage(args, 2);
  const rows = await store.listTasks(scope, page);
  return toConnection({
    rows, page, keyOf: ({ assignedAt, id }) => [assignedAt.toISOString(), id], totalCount: () => store.countTasks(scope),
  });
}

/** As one public implementation numbers them. */
const STATE_CODES: Readonly<Record<EventTaskState, string | null>> = {
  AWAITING_RECEIPT: '01', IN_PROGRESS: '02', REFUSED: '04', DONE: '05', WITHDRAWN: null,
};

export const EventTask: EventTaskResolvers = {
  __resolveReference: ({ id }, { load }) => load.task.load(id),
  event: ({ eventId }, _args, { load }) => getOne(load.event, eventId),
  organization: ({ organizationId }) => ({ id: organizationId }),
  stateCode: ({ state }) => STATE_CODES[state],
  allowed: ({ state }) => listAllowedOfPart(TASK_TRANSITIONS, state),
};

export const EventExtension: EventExtensionResolvers = {
  allowed: ({ state }) => listAllowedOfPart(EXTENSION_TRANSITIONS, state),
};

export const EventChanged: EventChangedResolvers = {
  event: ({ id }, _args, { load }) => getOne(load.event, id),
};

export const EventTaskChanged: EventTaskChangedResolvers = {
  task: ({ id }, _args, { load }) => getOne(load.task, id),
};
