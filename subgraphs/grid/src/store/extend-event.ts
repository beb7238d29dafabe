import { checkWhole, illegalTransition, notFound, staleVersion } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { RequestExtensionInput } from '../__generated__/resolvers.js';
import { MAX_WORKING_DAYS, toDeadline } from '../deadlines/working-days.js';
import { extensionPending, ownRequest } from '../events/refusals.js';
import {
  EXTENSION_TRANSITIONS, findTransition, FIRST_EXTENSION_STATE, listAllowed, listAllowedOfPart, type ExtensionAction,
} from '../events/transitions.js';
import { changedEvent, checkSigned, lockEvent, takeStep, type EventInput, type EventMover } from './change-event.js';
import type { GridChangeTools } from './change.js';

/** 延期: one post asks for more working days, another grants or refuses them. */
export const createExtensionChanges = ({ change, now }: GridChangeTools, move: EventMover) => {
  function decide(action: ExtensionAction, input: EventInput) {
    const note = checkSigned(input);
    const { from, to } = EXTENSION_TRANSITIONS[action];
    return change({ idempotencyKey: input.idempotencyKey, operation: action, input }, async (tx, announce) => {
      const known = await tx.eventExtension.findUnique({ where: { id: input.id }, select: { eventId: true } });
      const event = known && await lockEvent(tx, known.eventId);
      const extension = event && await tx.eventExtension.findUnique({ where: { id: input.id } });
      if (!extension) return notFound(input.id);
      if (!from.includes(extension.state)) return illegalTransition(extension.state, listAllowedOfPart(EXTENSION_TRANSITIONS, extension.state));
      if (!findTransition(action, event.state)) return illegalTransition(event.state, listAllowed(event.state));
      if (event.version !== input.expectedVersion) return staleVersion(event.version);
      if (extension.requestedByPost === input.byPost) return ownRequest(input.byPost);
      const at = now();
      const dueAfter = action === 'grantExtension' ? toDeadline(event.dueAt ?? at, extension.workingDays) : null;
      await tx.eventExtension.update({ where: { id: extension.id }, data: { state: to, decidedByPost: input.byPost, decidedAt: at, dueAfter } });
      await takeStep(tx, announce, event, { action, byPost: input.byPost, note, at, ...(dueAfter && { data: { dueAt: dueAfter } }) });
      return changedEvent(event.id);
    });
  }

  return {
    requestExtension(input: RequestExtensionInput) {
      checkWhole('workingDays', input.workingDays, [1, MAX_WORKING_DAYS]);
      return move('requestExtension', input, {
        check: async (tx, { id }) => {
          const pending = await tx.eventExtension.findFirst({ where: { eventId: id, state: FIRST_EXTENSION_STATE }, select: { id: true } });
          return pending && extensionPending(pending.id);
        },
        after: (tx, event, at) => tx.eventExtension.create({
          data: {
            id: randomUUID(), eventId: event.id, state: FIRST_EXTENSION_STATE, workingDays: input.workingDays, reason: input.note.trim(),
            requestedByPost: input.byPost, requestedAt: at, dueBefore: event.dueAt ?? at, provenance: 'REGISTERED',
          },
        }),
      });
    },
    grantExtension: (input: EventInput) => decide('grantExtension', input),
    refuseExtension: (input: EventInput) => decide('refuseExtension', input),
  };
};
