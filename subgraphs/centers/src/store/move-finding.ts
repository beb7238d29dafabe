import { checkComingDay, checkImpersonalText, checkPastDay, illegalTransition, inputError, notFound, staleVersion, toDayValue } from '@sizhu/kit';
import type { Finding, Prisma } from '../__generated__/prisma/client.js';
import type { RecordCorrectionInput, RejectCorrectionInput, VerifyCorrectionInput } from '../__generated__/resolvers.js';
import { FINDING_TRANSITIONS, type FindingAction } from '../findings/transitions.js';
import { listAllowed } from '../transitions.js';
import type { CentersChangeTools, Tx } from './change.js';
import { refuseUnknownBody } from './lock-records.js';

const sameOrganization = (organizationId: string) => ({
  __typename: 'SameOrganization', organizationId,
  message: `${organizationId} made the correction: another body has to confirm it.`,
  messageZh: `整改由 ${organizationId} 完成：须由另一单位确认。`,
} as const);

interface MoveInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
}

interface Move<Refused> {
  /** Refuses what depends on more than the state. */
  readonly check?: (tx: Tx, finding: Finding) => Promise<Refused | null>;
  /** What is written down beside the state. */
  readonly data: Prisma.FindingUpdateInput;
  /** What else follows, in the same transaction. */
  readonly follow?: (tx: Tx, finding: Finding) => Promise<unknown>;
}

const notBefore = (field: string, day: string, earliest: Date | null): void => {
  if (earliest && toDayValue(day) < earliest) throw inputError(field, `lies before ${earliest.toISOString().slice(0, 10)}, the step before it.`);
};

/** Findings until they are put right (整改). */
export function createFindingMover({ change, now }: CentersChangeTools) {
  const move = <Refused extends object = never>(action: FindingAction, input: MoveInput, { check, data, follow }: Move<Refused>) => {
    const { from, to } = FINDING_TRANSITIONS[action];
    const { id, idempotencyKey, expectedVersion } = input;
    return change({ idempotencyKey, operation: action, input }, async (tx, announce) => {
      await tx.$queryRaw`SELECT FROM finding WHERE id = ${id} FOR NO KEY UPDATE`;
      const finding = await tx.finding.findUnique({ where: { id } });
      if (!finding) return notFound(id);
      if (!from.includes(finding.state)) return illegalTransition(finding.state, listAllowed(FINDING_TRANSITIONS, finding.state));
      if (finding.version !== expectedVersion) return staleVersion(finding.version);
      const refusal = await check?.(tx, finding);
      if (refusal) return refusal;
      await tx.finding.update({ where: { id }, data: { ...data, state: to, version: finding.version + 1 } });
      await follow?.(tx, finding);
      await announce({ topic: 'finding.changed', subject: id, areaPath: finding.areaPath, payload: { findingId: id, action, state: to } });
      return { __typename: 'FindingChanged', id } as const;
    });
  };

  return {
    recordCorrection: (input: RecordCorrectionInput) => {
      const { correctedById, correctedOn } = input;
      checkPastDay('correctedOn', correctedOn, now());
      const correction = checkImpersonalText('correction', input.correction, 500);
      return move('recordCorrection', input, {
        check: (tx, { foundOn }) => {
          notBefore('correctedOn', correctedOn, foundOn);
          return refuseUnknownBody(tx, correctedById);
        },
        data: { correctedById, correction, correctedOn: toDayValue(correctedOn) },
      });
    },

    verifyCorrection: (input: VerifyCorrectionInput) => {
      const { verifiedById } = input;
      checkPastDay('verifiedOn', input.verifiedOn, now());
      const verifiedOn = toDayValue(input.verifiedOn);
      return move('verifyCorrection', input, {
        check: async (tx, { correctedById, correctedOn }) => {
          notBefore('verifiedOn', input.verifiedOn, correctedOn);
          return correctedById === verifiedById ? sameOrganization(verifiedById) : refuseUnknownBody(tx, verifiedById);
        },
        data: { verifiedById, verifiedOn },
        follow: (tx, { assessmentId, itemId }) => tx.complianceCheck.updateMany({
          where: { assessmentId: assessmentId ?? '', itemId: itemId ?? '' }, data: { correctedOn: verifiedOn },
        }),
      });
    },

    rejectCorrection: (input: RejectCorrectionInput) => {
      checkComingDay('dueOn', input.dueOn, now());
      return move<never>('rejectCorrection', input, {
        data: { dueOn: toDayValue(input.dueOn), correctedById: null, correctedOn: null, correction: null },
      });
    },
  };
}
