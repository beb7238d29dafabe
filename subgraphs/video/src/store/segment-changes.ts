import { checkAreaPath, checkImpersonalText, illegalTransition, inputError, notFound, staleVersion, type Announce } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { ChangeSegmentInput, RecordSegmentInput, RetireSegmentInput } from '../__generated__/resolvers.js';
import type { CoverageSegment, Prisma } from '../__generated__/prisma/client.js';
import { listOpen, SEGMENT_TRANSITIONS, stateOf, type SegmentAction } from '../registry/transitions.js';
import type { VideoChangeTools } from './change.js';

const MAX_KM = 1_000;
const changed = (id: string) => ({ __typename: 'SegmentChanged', id } as const);

/** Above 0, to the metre. */
function checkLength(lengthKm: number): number {
  if (!(lengthKm >= 0.001 && lengthKm <= MAX_KM)) throw inputError('lengthKm', `${lengthKm} is outside 0.001 to ${MAX_KM} kilometres.`);
  return Math.round(lengthKm * 1_000) / 1_000;
}

const announceSegment = (announce: Announce, { id, areaPath }: Pick<CoverageSegment, 'id' | 'areaPath'>, action: string) =>
  announce({ topic: 'segment.changed', subject: id, areaPath, payload: { segmentId: id, action } });

/** 覆盖路段: stretches that cameras cover, as lengths. */
export function createSegmentChanges({ change, now }: VideoChangeTools) {
  const move = (action: SegmentAction, input: RetireSegmentInput, data: (at: Date) => Prisma.CoverageSegmentUpdateInput) =>
    change({ idempotencyKey: input.idempotencyKey, operation: action, input }, async (tx, announce) => {
      await tx.$queryRaw`SELECT FROM coverage_segment WHERE id = ${input.id} FOR NO KEY UPDATE`;
      const segment = await tx.coverageSegment.findUnique({ where: { id: input.id } });
      if (!segment) return notFound(input.id);
      const state = stateOf(segment);
      if (!SEGMENT_TRANSITIONS[action].from.includes(state)) return illegalTransition(state, listOpen(SEGMENT_TRANSITIONS, state));
      if (segment.version !== input.expectedVersion) return staleVersion(segment.version);
      await tx.coverageSegment.update({ where: { id: segment.id }, data: { ...data(now()), version: segment.version + 1 } });
      await announceSegment(announce, segment, action);
      return changed(segment.id);
    });

  return {
    recordSegment(input: RecordSegmentInput) {
      const segment = {
        areaPath: checkAreaPath('areaPath', input.areaPath), name: checkImpersonalText('name', input.name, 100),
        lengthKm: checkLength(input.lengthKm), note: input.note == null ? '' : checkImpersonalText('note', input.note, 200),
      };
      return change({ idempotencyKey: input.idempotencyKey, operation: 'recordSegment', input }, async (tx, announce) => {
        const id = randomUUID();
        await tx.coverageSegment.create({ data: { ...segment, id, provenance: 'REGISTERED' } });
        await announceSegment(announce, { id, areaPath: segment.areaPath }, 'recordSegment');
        return changed(id);
      });
    },

    changeSegment(input: ChangeSegmentInput) {
      const data = {
        ...(input.name != null && { name: checkImpersonalText('name', input.name, 100) }),
        ...(input.lengthKm != null && { lengthKm: checkLength(input.lengthKm) }),
        ...(input.note != null && { note: checkImpersonalText('note', input.note, 200) }),
      };
      if (Object.keys(data).length === 0) throw inputError('lengthKm', 'or name or note is needed: nothing would change.');
      return move('changeSegment', input, () => data);
    },

    retireSegment: (input: RetireSegmentInput) => move('retireSegment', input, (retiredAt) => ({ retiredAt })),
  };
}
