import { checkAreaPath, checkComingDay, checkKey, inputError, toDayValue, toLocalDay } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { Prisma } from '../__generated__/prisma/client.js';
import type { AssessRemediationInput, OpenRemediationInput, RemediationState, ResumeRemediationInput } from '../__generated__/resolvers.js';
import { checkMatter } from '../input-checks.js';
import { REMEDIATION_TRANSITIONS, type RemediationAction } from '../remediations/transitions.js';
import type { GridChangeTools } from './change.js';
import { checkCodes } from './check-code.js';
import { createMover } from './create-mover.js';

export interface ChangedRemediation {
  readonly id: string;
}

const MAX_PARTICIPANTS = 20;

/** Remediation of key areas (重点地区整治). */
export function createRemediationMover(tools: GridChangeTools) {
  const { change, now } = tools;
  const move = createMover<'RemediationChanged', RemediationAction, RemediationState, Prisma.KeyAreaRemediationUpdateInput>(tools, {
    changed: 'RemediationChanged',
    topic: 'remediation.changed',
    transitions: REMEDIATION_TRANSITIONS,
    lock: async (tx, id) => {
      await tx.$queryRaw`SELECT FROM key_area_remediation WHERE id = ${id} FOR NO KEY UPDATE`;
      return tx.keyAreaRemediation.findUnique({ where: { id } });
    },
    update: (tx, id, data) => tx.keyAreaRemediation.update({ where: { id }, data }),
  });
  return {
    openRemediation: (input: OpenRemediationInput) => {
      const { idempotencyKey, areaPath, areaTypeCode, leadOrganizationId, participantIds = [], dueOn } = input;
      const at = now();
      const [place, problem] = [checkMatter('place', input.place, 100), checkMatter('problem', input.problem, 300)];
      checkAreaPath('areaPath', areaPath);
      checkKey('leadOrganizationId', leadOrganizationId);
      if (participantIds.length > MAX_PARTICIPANTS) throw inputError('participantIds', `names ${participantIds.length} units; send ${MAX_PARTICIPANTS} at most.`);
      participantIds.forEach((id, index) => checkKey(`participantIds[${index}]`, id));
      checkComingDay('dueOn', dueOn, at);
      return change({ idempotencyKey, operation: 'openRemediation', input }, async (tx, announce) => {
        await checkCodes(tx, at, [{ field: 'areaTypeCode', scheme: 'position-type', code: areaTypeCode }]);
        const id = randomUUID();
        await tx.keyAreaRemediation.create({
          data: {
            id, place, problem, areaPath, areaTypeCode, leadOrganizationId, participantIds: [...new Set(participantIds)], state: 'OPEN',
            openedOn: toDayValue(toLocalDay(at)), dueOn: toDayValue(dueOn), provenance: 'REGISTERED',
          },
        });
        await announce({ topic: 'remediation.opened', subject: id, areaPath, payload: { id, state: 'OPEN' } });
        return { __typename: 'RemediationChanged', id } as const;
      });
    },

    assessRemediation: (input: AssessRemediationInput) => {
      const assessment = checkMatter('assessment', input.assessment, 300);
      return move('assessRemediation', input, { data: (at) => ({ effect: input.effect, assessment, assessedOn: toDayValue(toLocalDay(at)) }) });
    },

    resumeRemediation: (input: ResumeRemediationInput) => {
      checkComingDay('dueOn', input.dueOn, now());
      return move('resumeRemediation', input, { data: () => ({ dueOn: toDayValue(input.dueOn), effect: null, assessment: null, assessedOn: null }) });
    },
  };
}
