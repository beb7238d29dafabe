import { checkAreaPath, checkComingDay, checkKey, checkPoint } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { Prisma } from '../__generated__/prisma/client.js';
import type {
  AssignHiddenRiskInput, HiddenRiskState, RectifyHiddenRiskInput, ReportHiddenRiskInput, ReturnHiddenRiskInput, VerifyHiddenRiskInput,
} from '../__generated__/resolvers.js';
import { endOfDay } from '../calendar.js';
import { checkMatter } from '../input-checks.js';
import { FIRST_STATE, HIDDEN_RISK_TRANSITIONS, type HiddenRiskAction } from '../risks/transitions.js';
import type { GridChangeTools } from './change.js';
import { checkCodes } from './check-code.js';
import { createMover } from './create-mover.js';

export interface ChangedHiddenRisk {
  readonly id: string;
}

/** Under which category of events the subtypes of a kind stand. */
const CATEGORY = { CONFLICT: 'DISPUTE', SAFETY: 'SECURITY_HAZARD' } as const;

/** Hidden risks (矛盾隐患、安全隐患) from their finding to their verification. */
export function createHiddenRiskMover(tools: GridChangeTools) {
  const { change, now } = tools;
  const move = createMover<'HiddenRiskChanged', HiddenRiskAction, HiddenRiskState, Prisma.HiddenRiskUpdateInput>(tools, {
    changed: 'HiddenRiskChanged',
    topic: 'risk.changed',
    transitions: HIDDEN_RISK_TRANSITIONS,
    lock: async (tx, id) => {
      await tx.$queryRaw`SELECT FROM hidden_risk WHERE id = ${id} FOR NO KEY UPDATE`;
      return tx.hiddenRisk.findUnique({ where: { id } });
    },
    update: (tx, id, data) => tx.hiddenRisk.update({ where: { id }, data }),
  });
  return {
    reportHiddenRisk: (input: ReportHiddenRiskInput) => {
      const { idempotencyKey, title, location, gridId, ...rest } = input;
      const at = now();
      const matter = checkMatter('title', title, 100);
      checkAreaPath('areaPath', input.areaPath);
      checkKey('centerId', input.centerId);
      checkKey('gridId', gridId);
      checkPoint('location', location);
      return change({ idempotencyKey, operation: 'reportHiddenRisk', input }, async (tx, announce) => {
        await checkCodes(tx, at, [{ field: 'subcategoryCode', scheme: 'event-subcategory', code: input.subcategoryCode, under: [CATEGORY[input.kind]] }]);
        const id = randomUUID();
        await tx.hiddenRisk.create({
          data: { ...rest, ...location, id, title: matter, gridId: gridId ?? null, state: FIRST_STATE, foundAt: at, provenance: 'REGISTERED' },
        });
        await announce({ topic: 'risk.reported', subject: id, areaPath: input.areaPath, payload: { id, kind: input.kind, state: FIRST_STATE } });
        return { __typename: 'HiddenRiskChanged', id } as const;
      });
    },

    assignHiddenRisk: (input: AssignHiddenRiskInput) => {
      checkKey('responsibleId', input.responsibleId);
      checkComingDay('dueOn', input.dueOn, now());
      return move('assignHiddenRisk', input, {
        data: (at) => ({ responsibleId: input.responsibleId, assignedAt: at, dueAt: endOfDay(input.dueOn) }),
      });
    },

    rectifyHiddenRisk: (input: RectifyHiddenRiskInput) => {
      const measure = checkMatter('measure', input.measure, 300);
      return move('rectifyHiddenRisk', input, { data: (at) => ({ measure, rectifiedAt: at }) });
    },

    verifyHiddenRisk: (input: VerifyHiddenRiskInput) => move('verifyHiddenRisk', input, { data: (at) => ({ verifiedAt: at }) }),

    returnHiddenRisk: (input: ReturnHiddenRiskInput) => {
      checkComingDay('dueOn', input.dueOn, now());
      return move('returnHiddenRisk', input, { data: () => ({ rectifiedAt: null, dueAt: endOfDay(input.dueOn), returns: { increment: 1 } }) });
    },
  };
}
