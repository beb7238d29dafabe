import { checkAreaPath, checkImpersonalText, checkKey, illegalTransition, inputError, notFound, staleVersion } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type {
  AnswerSituationReportInput, DraftSituationReportInput, ReceiveSituationReportInput, ReviseSituationReportInput, SubmitSituationReportInput,
} from '../__generated__/resolvers.js';
import type { Prisma, SituationReport } from '../__generated__/prisma/client.js';
import { toDate } from '../calendar.js';
import { checkReport } from '../situation/check-report.js';
import { FIRST_STATE, listSituationActions, SITUATION_TRANSITIONS, type SituationAction } from '../situation/transitions.js';
import type { InformatizationChangeTools } from './changes.js';

export interface ChangedReport {
  readonly __typename: 'SituationReportChanged';
  readonly id: string;
}

const changed = (id: string): ChangedReport => ({ __typename: 'SituationReportChanged', id });

const notRecipient = (recipientOrganizationId: string) => ({
  __typename: 'NotRecipient', recipientOrganizationId,
  message: `The report is for ${recipientOrganizationId}: no other body takes it in or answers it.`,
  messageZh: `该情报信息的接收单位是 ${recipientOrganizationId}，其他单位不能签收或答复。`,
} as const);

interface MoveInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
  /** The body that acts, where only the recipient may. */
  readonly organizationId?: string;
}

/** 情报信息: drafted and sent by one body, taken in and answered by another. */
export function createSituationChanges({ change, now }: InformatizationChangeTools) {
  function move(action: SituationAction, input: MoveInput, data: (at: Date) => Prisma.SituationReportUpdateInput) {
    const { from, to } = SITUATION_TRANSITIONS[action];
    return change({ idempotencyKey: input.idempotencyKey, operation: action, input }, async (tx, announce) => {
      const [report] = await tx.$queryRaw<Pick<SituationReport, 'state' | 'version' | 'areaPath' | 'recipientOrganizationId'>[]>`
        SELECT state::text, version, area_path AS "areaPath", recipient_organization_id AS "recipientOrganizationId"
        FROM situation_report WHERE id = ${input.id} FOR NO KEY UPDATE`;
      if (!report) return notFound(input.id);
      if (report.state !== from) return illegalTransition(report.state, listSituationActions(report.state));
      if (report.version !== input.expectedVersion) return staleVersion(report.version);
      if (input.organizationId !== undefined && input.organizationId !== report.recipientOrganizationId) return notRecipient(report.recipientOrganizationId);
      const version = report.version + 1;
      await tx.situationReport.update({ where: { id: input.id }, data: { ...data(now()), state: to, version } });
      await announce({ topic: 'situation.changed', subject: input.id, areaPath: report.areaPath, payload: { id: input.id, action, state: to, version } });
      return changed(input.id);
    });
  }

  return {
    draftSituationReport: async (input: DraftSituationReportInput) => {
      const { idempotencyKey } = input;
      const areaPath = checkAreaPath('areaPath', input.areaPath);
      const content = toColumns(input, now());
      const authorOrganizationId = checkKey('authorOrganizationId', input.authorOrganizationId);
      const recipientOrganizationId = checkKey('recipientOrganizationId', input.recipientOrganizationId);
      if (authorOrganizationId === recipientOrganizationId) throw inputError('recipientOrganizationId', 'must be another body than the author.');
      return change({ idempotencyKey, operation: 'draftSituationReport', input }, async (tx, announce) => {
        const id = randomUUID();
        await tx.situationReport.create({
          data: { id, areaPath, ...content, authorOrganizationId, recipientOrganizationId, state: FIRST_STATE, draftedAt: now(), provenance: 'REGISTERED' },
        });
        await announce({ topic: 'situation.changed', subject: id, areaPath, payload: { id, action: 'draftSituationReport', state: FIRST_STATE, version: 1 } });
        return changed(id);
      });
    },

    reviseSituationReport: async (input: ReviseSituationReportInput) => {
      const content = toColumns(input, now());
      return move('reviseSituationReport', input, () => content);
    },

    submitSituationReport: (input: SubmitSituationReportInput) => move('submitSituationReport', input, (at) => ({ submittedAt: at })),

    receiveSituationReport: (input: ReceiveSituationReportInput) => move('receiveSituationReport', input, (at) => ({ receivedAt: at })),

    answerSituationReport: async (input: AnswerSituationReportInput) => {
      const answer = checkImpersonalText('answer', input.answer, 2_000);
      return move('answerSituationReport', input, (at) => ({ answeredAt: at, answer }));
    },
  };
}

function toColumns(input: Pick<ReviseSituationReportInput, 'kind' | 'title' | 'body' | 'period'>, at: Date) {
  const { period, ...content } = checkReport(input, at);
  return { ...content, periodFrom: toDate(period.from), periodTo: toDate(period.to) };
}
