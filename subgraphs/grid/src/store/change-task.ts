import { illegalTransition, notFound, staleVersion } from '@sizhu/kit';
import type { EventTask } from '../__generated__/prisma/client.js';
import { findTransition, listAllowed, listAllowedOfPart, OPEN_TASK_STATES, TASK_TRANSITIONS, type TaskAction } from '../events/transitions.js';
import { checkSigned, lockEvent, takeStep, type EventInput } from './change-event.js';
import type { GridChangeTools, Tx } from './change.js';

/** What a change of a task leaves under its key. */
export interface ChangedTask {
  readonly __typename: 'EventTaskChanged';
  readonly id: string;
}

/** Whether another department that was told at the same time still works on the event, or has done its part. */
async function hasOthers(tx: Tx, { id, eventId, assignedAt }: EventTask): Promise<boolean> {
  return await tx.eventTask.count({ where: { eventId, assignedAt, id: { not: id }, state: { in: [...OPEN_TASK_STATES, 'DONE'] } } }) > 0;
}

/** 部门任务: signed for or refused, and then done. Each of it is a step of the event as well. */
export const createTaskChanges = ({ change, now }: GridChangeTools) => {
  /** The version that is expected is the task's: departments do not wait for each other. */
  function moveTask(action: TaskAction, input: EventInput) {
    const note = checkSigned(input);
    const { from, to } = TASK_TRANSITIONS[action];
    return change({ idempotencyKey: input.idempotencyKey, operation: action, input }, async (tx, announce) => {
      const known = await tx.eventTask.findUnique({ where: { id: input.id }, select: { eventId: true } });
      const event = known && await lockEvent(tx, known.eventId);
      const task = event && await tx.eventTask.findUnique({ where: { id: input.id } });
      if (!task) return notFound(input.id);
      if (!from.includes(task.state)) return illegalTransition(task.state, listAllowedOfPart(TASK_TRANSITIONS, task.state));
      if (!findTransition(action, event.state)) return illegalTransition(event.state, listAllowed(event.state));
      if (task.version !== input.expectedVersion) return staleVersion(task.version);
      const at = now();
      await tx.eventTask.update({
        where: { id: task.id },
        data: { state: to, version: task.version + 1, ...(action === 'signTask' ? { signedAt: at } : { endedAt: at, note }) },
      });
      const when = action === 'refuseTask' ? { when: await hasOthers(tx, task) ? 'others are left' : 'the last' } : {};
      await takeStep(tx, announce, event, { action, byPost: input.byPost, note, at, ...when });
      return { __typename: 'EventTaskChanged', id: task.id } as const;
    });
  }

  return {
    signTask: (input: EventInput) => moveTask('signTask', input),
    refuseTask: (input: EventInput) => moveTask('refuseTask', input),
    finishTask: (input: EventInput) => moveTask('finishTask', input),
  };
};
