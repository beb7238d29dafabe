import { checkKey, checkWhole, inputError } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { AcceptEventInput, CheckEventInput, DispatchEventInput, EvaluateEventInput } from '../__generated__/resolvers.js';
import { ALLOWED_WORKING_DAYS, MAX_WORKING_DAYS, toDeadline } from '../deadlines/working-days.js';
import { notChecked, tasksOpen } from '../events/refusals.js';
import { FIRST_TASK_STATE, OPEN_TASK_STATES } from '../events/transitions.js';
import type { EventInput, EventMover } from './change-event.js';

const MAX_ASSISTING = 10;

function checkOrganizations(leadOrganizationId: string, assistingOrganizationIds: readonly string[]): void {
  checkKey('leadOrganizationId', leadOrganizationId);
  if (assistingOrganizationIds.length > MAX_ASSISTING) {
    throw inputError('assistingOrganizationIds', `has ${assistingOrganizationIds.length} departments; name at most ${MAX_ASSISTING}.`);
  }
  for (const id of assistingOrganizationIds) checkKey('assistingOrganizationIds', id);
  if (new Set([leadOrganizationId, ...assistingOrganizationIds]).size <= assistingOrganizationIds.length) {
    throw inputError('assistingOrganizationIds', 'names a department twice, or the one that leads.');
  }
}

/** From the acceptance (受理) to the evaluation (评价): the way of an event that is handled. */
export const createEventHandling = (move: EventMover) => ({
  submitEvent: (input: EventInput) => move('submitEvent', input),

  /** The deadline runs from the first acceptance: to hand an event on gains no time. */
  acceptEvent(input: AcceptEventInput) {
    checkWhole('workingDays', input.workingDays, [1, MAX_WORKING_DAYS]);
    return move('acceptEvent', input, {
      data: ({ acceptedAt, dueAt, severity }, at) => ({
        acceptedAt: acceptedAt ?? at,
        dueAt: dueAt ?? toDeadline(at, input.workingDays ?? ALLOWED_WORKING_DAYS[severity]),
      }),
    });
  },

  dispatchEvent(input: DispatchEventInput) {
    const { leadOrganizationId, assistingOrganizationIds = [], workingDays } = input;
    checkOrganizations(leadOrganizationId, assistingOrganizationIds);
    checkWhole('workingDays', workingDays, [1, MAX_WORKING_DAYS]);
    return move('dispatchEvent', input, {
      data: () => ({ responsibleId: leadOrganizationId }),
      after: (tx, event, at) => tx.eventTask.createMany({
        data: [leadOrganizationId, ...assistingOrganizationIds].map((organizationId) => ({
          id: randomUUID(), eventId: event.id, organizationId, lead: organizationId === leadOrganizationId, state: FIRST_TASK_STATE,
          assignedAt: at, dueAt: workingDays == null ? event.dueAt : toDeadline(at, workingDays), provenance: 'REGISTERED' as const,
        })),
      }),
    });
  },

  startEvent: (input: EventInput) => move('startEvent', input),
  returnEvent: (input: EventInput) => move('returnEvent', input),

  giveFeedback: (input: EventInput) => move('giveFeedback', input, {
    check: async (tx, { id }) => {
      const open = await tx.eventTask.findMany({ where: { eventId: id, state: { in: [...OPEN_TASK_STATES] } }, select: { id: true }, orderBy: { id: 'asc' } });
      return open.length === 0 ? null : tasksOpen(open.map((task) => task.id));
    },
  }),

  resolveEvent: (input: EventInput) => move('resolveEvent', input),

  checkEvent: (input: CheckEventInput) => move('checkEvent', input, {
    when: input.passed ? 'passed' : 'failed', data: (_event, at) => ({ checkPassedAt: input.passed ? at : null }),
  }),

  closeEvent: (input: EventInput) => move('closeEvent', input, { check: (_tx, { checkPassedAt }) => (checkPassedAt ? null : notChecked()) }),

  evaluateEvent(input: EvaluateEventInput) {
    checkWhole('rating', input.rating, [1, 5]);
    return move('evaluateEvent', input, { data: () => ({ rating: input.rating }) });
  },
});
