import { checkAreaPath, checkKey, checkPoint, notFound } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { ReportEventInput } from '../__generated__/resolvers.js';
import { FIRST_STATE } from '../events/transitions.js';
import { checkMatter } from '../input-checks.js';
import { changedEvent, checkSigned } from './change-event.js';
import type { GridChangeTools } from './change.js';
import { checkCodes } from './check-code.js';

const MAX_TITLE = 100;

/** 上报: an event begins. */
export const createEventReporter = ({ change, now }: GridChangeTools) => ({
  reportEvent: (input: ReportEventInput) => {
    const note = checkSigned(input);
    const title = checkMatter('title', input.title, MAX_TITLE);
    checkAreaPath('areaPath', input.areaPath);
    checkPoint('location', input.location);
    checkKey('centerId', input.centerId);
    const { idempotencyKey, byPost, note: _note, location, gridId, flags, ...facts } = input;
    return change({ idempotencyKey, operation: 'reportEvent', input }, async (tx, announce) => {
      const at = now();
      await checkCodes(tx, at, [{ field: 'subcategoryCode', scheme: 'event-subcategory', code: input.subcategoryCode, under: [input.category] }]);
      if (gridId != null && await tx.grid.count({ where: { id: gridId } }) === 0) return notFound(gridId);
      const id = randomUUID();
      await tx.gridEvent.create({
        data: {
          ...facts, id, title, gridId: gridId ?? null, latitude: location?.latitude ?? null, longitude: location?.longitude ?? null,
          flags: [...new Set(flags)], state: FIRST_STATE, reportedAt: at, stateSince: at, provenance: 'REGISTERED',
        },
      });
      await tx.eventStep.create({ data: { eventId: id, seq: 1, action: 'reportEvent', state: FIRST_STATE, at, byPost, note } });
      await announce({
        topic: 'event.changed', subject: id, areaPath: input.areaPath,
        payload: { eventId: id, action: 'reportEvent', state: FIRST_STATE, severity: input.severity, version: 1 },
      });
      return changedEvent(id);
    });
  },
});
