import { checkKey, inputError } from '@sizhu/kit';
import type { GridEvent } from '../__generated__/prisma/client.js';
import type {
  AreaLevel, EscalateEventInput, FlagEventInput, MarkDuplicateInput, SuperviseEventInput, TerminateEventInput,
} from '../__generated__/resolvers.js';
import { invalidOriginal, wrongLevel } from '../events/refusals.js';
import type { EventInput, EventMover } from './change-event.js';
import type { Tx } from './change.js';

/** From the lowest up. */
const LEVELS: readonly AreaLevel[] = ['COMMUNITY', 'STREET', 'DISTRICT', 'CITY', 'PROVINCE'];

/** An event of which it is not on record who handles it may be handed anywhere. */
const checkLevel = ({ handlingLevel }: GridEvent, toLevel: AreaLevel, direction: 'above' | 'below') => {
  if (handlingLevel === null) return null;
  const rise = LEVELS.indexOf(toLevel) - LEVELS.indexOf(handlingLevel);
  return (direction === 'above' ? rise > 0 : rise < 0) ? null : wrongLevel(handlingLevel, direction);
};

/** An original stands for itself: there are no chains and no rings of duplicates. */
async function checkOriginal(tx: Tx, event: GridEvent, originalId: string) {
  if (originalId === event.id) return invalidOriginal(originalId, { why: 'it is the event itself', whyZh: '即事件本身' });
  // Locked, so that the two are not marked as duplicates of each other.
  await tx.$queryRaw`SELECT FROM grid_event WHERE id = ${originalId} FOR NO KEY UPDATE`;
  const original = await tx.gridEvent.findUnique({ where: { id: originalId }, select: { duplicateOfId: true } });
  if (!original) return invalidOriginal(originalId, { why: 'there is no such event', whyZh: '事件不存在' });
  if (original.duplicateOfId !== null) {
    return invalidOriginal(originalId, { why: `it is a duplicate of ${original.duplicateOfId}`, whyZh: `已是 ${original.duplicateOfId} 的重复事件` });
  }
  if (await tx.gridEvent.count({ where: { duplicateOfId: event.id } }) > 0) {
    return invalidOriginal(originalId, { why: 'other events are duplicates of the one that is to be marked', whyZh: '已有其他事件被标记为本事件的重复事件' });
  }
  return null;
}

/** What leads an event elsewhere, ends it early, or marks it without moving it. */
export const createEventRedirection = (move: EventMover) => {
  const handOver = (action: 'escalateEvent' | 'delegateEvent', direction: 'above' | 'below') => (input: EscalateEventInput) => {
    checkKey('toCenterId', input.toCenterId);
    return move(action, input, {
      check: (_tx, event) => checkLevel(event, input.toLevel, direction),
      data: () => ({ centerId: input.toCenterId, handlingLevel: input.toLevel }),
    });
  };

  return {
    escalateEvent: handOver('escalateEvent', 'above'),
    delegateEvent: handOver('delegateEvent', 'below'),

    terminateEvent(input: TerminateEventInput) {
      if (input.reason === 'DUPLICATE') throw inputError('reason', 'DUPLICATE needs the original: use markDuplicate.');
      return move('terminateEvent', input, { data: () => ({ terminatedFor: input.reason }) });
    },

    fileEvent: (input: EventInput) => move('fileEvent', input),

    markDuplicate: (input: MarkDuplicateInput) => move('markDuplicate', input, {
      check: (tx, event) => checkOriginal(tx, event, input.originalId),
      data: () => ({ terminatedFor: 'DUPLICATE', duplicateOfId: input.originalId }),
    }),

    superviseEvent: (input: SuperviseEventInput) => move('superviseEvent', input, { data: () => ({ supervision: input.supervision }) }),
    flagEvent: (input: FlagEventInput) => move('flagEvent', input, { data: () => ({ flags: [...new Set(input.flags)] }) }),
  };
};
