import { checkAreaPath, checkComingDay, checkKey, checkPastDay, checkWhole, inputError, toDayValue } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { Prisma } from '../__generated__/prisma/client.js';
import type {
  AcceptDisputeInput, AssessDisputeRiskInput, CloseDisputeInput, DisputeState, EvaluateDisputeInput, OpenDisputeInput, RecordMediationInput, ReopenDisputeInput,
  SuperviseDisputeInput, TransferDisputeInput,
} from '../__generated__/resolvers.js';
import { endOfDay } from '../calendar.js';
import { DISPUTE_TRANSITIONS, FIRST_STATE, type DisputeAction } from '../disputes/transitions.js';
import { checkMatter } from '../input-checks.js';
import type { GridChangeTools } from './change.js';
import { checkCodes, type SentCode } from './check-code.js';
import { createMover, type Move, type MoveInput } from './create-mover.js';

export interface ChangedDispute {
  readonly id: string;
}

const changed = (id: string) => ({ __typename: 'DisputeChanged', id } as const);
const MAX_ORGANIZATIONS = 20;

type StepFacts = Pick<Prisma.DisputeStepUncheckedCreateInput, 'organizationId' | 'methodCode' | 'risk' | 'supervision'>;

/** Disputes (矛盾纠纷) through their course. */
export function createDisputeMover(tools: GridChangeTools) {
  const { change, now } = tools;
  const moveDispute = createMover<'DisputeChanged', DisputeAction, DisputeState, Prisma.DisputeCaseUpdateInput>(tools, {
    changed: 'DisputeChanged',
    topic: 'dispute.changed',
    transitions: DISPUTE_TRANSITIONS,
    lock: async (tx, id) => {
      await tx.$queryRaw`SELECT FROM dispute_case WHERE id = ${id} FOR NO KEY UPDATE`;
      return tx.disputeCase.findUnique({ where: { id } });
    },
    update: (tx, id, data) => tx.disputeCase.update({ where: { id }, data }),
  });
  /** `facts` are what the timeline keeps of a step. */
  const move = (action: DisputeAction, input: MoveInput, { facts, ...rest }: Move<DisputeState, Prisma.DisputeCaseUpdateInput> & { readonly facts?: StepFacts }) =>
    moveDispute(action, input, {
      ...rest,
      then: (tx, { id, state, version, at }) => tx.disputeStep.create({ data: { ...facts, disputeId: id, seq: version, action, state, at } }),
    });
  const method = (code: string | null | undefined): SentCode => ({ field: 'methodCode', scheme: 'resolution-method', code });

  return {
    openDispute: (input: OpenDisputeInput) => {
      const { idempotencyKey, title, occurredOn, organizationIds = [], peopleInvolved, ...rest } = input;
      const at = now();
      const matter = checkMatter('title', title, 100);
      checkAreaPath('areaPath', input.areaPath);
      checkKey('centerId', input.centerId);
      checkWhole('peopleInvolved', peopleInvolved, [1, 1_000_000]);
      if (occurredOn != null) checkPastDay('occurredOn', occurredOn, at);
      if (organizationIds.length > MAX_ORGANIZATIONS) throw inputError('organizationIds', `names ${organizationIds.length} bodies; send ${MAX_ORGANIZATIONS} at most.`);
      organizationIds.forEach((id, index) => checkKey(`organizationIds[${index}]`, id));
      return change({ idempotencyKey, operation: 'openDispute', input }, async (tx, announce) => {
        await checkCodes(tx, at, [
          { field: 'kindCode', scheme: 'dispute-kind', code: input.kindCode }, { field: 'scaleCode', scheme: 'dispute-scale', code: input.scaleCode },
        ]);
        const id = randomUUID();
        await tx.disputeCase.create({
          data: {
            ...rest, id, title: matter, state: FIRST_STATE, result: 'RESOLVING', openedAt: at, provenance: 'REGISTERED',
            organizationIds: [...new Set(organizationIds)], peopleInvolved: peopleInvolved ?? null, occurredOn: occurredOn == null ? null : toDayValue(occurredOn),
          },
        });
        await tx.disputeStep.create({ data: { disputeId: id, seq: 1, action: 'openDispute', state: FIRST_STATE, at } });
        await announce({ topic: 'dispute.opened', subject: id, areaPath: input.areaPath, payload: { disputeId: id, state: FIRST_STATE } });
        return changed(id);
      });
    },

    acceptDispute: (input: AcceptDisputeInput) => {
      checkComingDay('dueOn', input.dueOn, now());
      return move('acceptDispute', input, { data: (at) => ({ acceptedAt: at, dueAt: endOfDay(input.dueOn) }) });
    },

    recordMediation: (input: RecordMediationInput) => {
      const { methodCode, organizationId = null } = input;
      checkKey('organizationId', organizationId);
      return move('recordMediation', input, {
        codes: [method(methodCode)], facts: { methodCode, organizationId },
        data: () => ({ methodCode, ...(organizationId !== null && { resolvingOrganizationId: organizationId }) }),
      });
    },

    assessDisputeRisk: (input: AssessDisputeRiskInput) =>
      move('assessDisputeRisk', input, { facts: { risk: input.risk }, data: () => ({ risk: input.risk }) }),

    transferDispute: (input: TransferDisputeInput) => {
      const { methodCode, organizationId } = input;
      checkKey('organizationId', organizationId);
      return move('transferDispute', input, {
        codes: [method(methodCode)], facts: { methodCode, organizationId }, data: () => ({ methodCode, resolvingOrganizationId: organizationId }),
      });
    },

    superviseDispute: (input: SuperviseDisputeInput) =>
      move('superviseDispute', input, { facts: { supervision: input.supervision }, data: () => ({ supervision: input.supervision }) }),

    closeDispute: (input: CloseDisputeInput) => {
      const { result, methodCode } = input;
      if (result === 'RESOLVING') throw inputError('result', 'must be SUCCEEDED or FAILED: a closed dispute is no longer being resolved.');
      const outcome = input.outcome == null ? null : checkMatter('outcome', input.outcome, 300);
      return move('closeDispute', input, {
        codes: [method(methodCode)], facts: { methodCode: methodCode ?? null },
        data: (at) => ({ result, outcome, concludedAt: at, ...(methodCode != null && { methodCode }) }),
      });
    },

    evaluateDispute: (input: EvaluateDisputeInput) => {
      const evaluation = checkMatter('opinion', input.opinion, 300);
      checkPastDay('evaluatedOn', input.evaluatedOn, now());
      return move('evaluateDispute', input, { data: () => ({ evaluation, evaluatedOn: toDayValue(input.evaluatedOn) }) });
    },

    reopenDispute: (input: ReopenDisputeInput) => move('reopenDispute', input, {
      data: () => ({ result: 'RESOLVING', concludedAt: null, outcome: null, evaluation: null, evaluatedOn: null }),
    }),
  };
}
