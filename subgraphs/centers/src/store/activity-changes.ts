import {
  checkComingDay, checkImpersonalText, checkOptionalImpersonalText, checkPastDay, checkWhole, illegalTransition, notFound, staleVersion, toDayValue,
} from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { Prisma } from '../__generated__/prisma/client.js';
import type { CancelActivityInput, HoldActivityInput, PlanActivityInput } from '../__generated__/resolvers.js';
import { ACTIVITY_TRANSITIONS, FIRST_STATE, type ActivityAction } from '../activities/transitions.js';
import { listAllowed } from '../transitions.js';
import type { CentersChangeTools } from './change.js';
import { findAreaPath, refuseUnknownBody } from './lock-records.js';

const changed = (id: string) => ({ __typename: 'ActivityChanged', id } as const);

interface MoveInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
}

/** Meetings, trainings and field visits: planned, then held or cancelled. */
export function createActivityChanges({ change, now }: CentersChangeTools) {
  const move = (action: ActivityAction, input: MoveInput, data: Prisma.WorkActivityUpdateInput) => {
    const { from, to } = ACTIVITY_TRANSITIONS[action];
    const { id, idempotencyKey, expectedVersion } = input;
    return change({ idempotencyKey, operation: action, input }, async (tx, announce) => {
      await tx.$queryRaw`SELECT FROM work_activity WHERE id = ${id} FOR NO KEY UPDATE`;
      const activity = await tx.workActivity.findUnique({ where: { id } });
      if (!activity) return notFound(id);
      if (!from.includes(activity.state)) return illegalTransition(activity.state, listAllowed(ACTIVITY_TRANSITIONS, activity.state));
      if (activity.version !== expectedVersion) return staleVersion(activity.version);
      await tx.workActivity.update({ where: { id }, data: { ...data, state: to, version: activity.version + 1 } });
      await announce({ topic: 'activity.changed', subject: id, areaPath: activity.areaPath, payload: { activityId: id, action, state: to } });
      return changed(id);
    });
  };

  return {
    planActivity: (input: PlanActivityInput) => {
      const { idempotencyKey, kind, areaCode, organizerId, plannedOn } = input;
      const title = checkImpersonalText('title', input.title, 100);
      checkComingDay('plannedOn', plannedOn, now());
      return change({ idempotencyKey, operation: 'planActivity', input }, async (tx, announce) => {
        const areaPath = await findAreaPath(tx, areaCode);
        if (areaPath === null) return notFound(areaCode);
        const unknown = await refuseUnknownBody(tx, organizerId);
        if (unknown) return unknown;
        const id = randomUUID();
        await tx.workActivity.create({ data: { id, title, kind, areaPath, organizerId, state: FIRST_STATE, plannedOn: toDayValue(plannedOn), provenance: 'REGISTERED' } });
        await announce({ topic: 'activity.changed', subject: id, areaPath, payload: { activityId: id, action: 'planActivity', state: FIRST_STATE } });
        return changed(id);
      });
    },

    holdActivity: (input: HoldActivityInput) => {
      checkPastDay('heldOn', input.heldOn, now());
      checkWhole('attendance', input.attendance, [1, 100_000]);
      return move('holdActivity', input, {
        heldOn: toDayValue(input.heldOn), attendance: input.attendance, summary: checkOptionalImpersonalText('summary', input.summary, 500),
      });
    },

    cancelActivity: (input: CancelActivityInput) => move('cancelActivity', input, {}),
  };
}
