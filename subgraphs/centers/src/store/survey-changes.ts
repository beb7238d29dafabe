import { checkId, checkImpersonalText, checkPastDay, illegalTransition, inputError, notFound, staleVersion, toDayValue, toLocalDay } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type {
  CloseSurveyRoundInput, ExplainDifferenceInput, FileReportInput, OpenSurveyRoundInput, RecordSurveyFigureInput,
} from '../__generated__/resolvers.js';
import { FIRST_STATE, SURVEY_TRANSITIONS, type SurveyAction, type SurveyState } from '../survey/transitions.js';
import { listAllowed } from '../transitions.js';
import type { CentersChangeTools, Tx } from './change.js';
import { findAreaPath, idTaken, refuseUnknownBody } from './lock-records.js';

const METRIC = /^[A-Z][A-Z0-9_]{2,39}$/;

const figureChanged = (id: string) => ({ __typename: 'SurveyFigureChanged', id } as const);

/** The survey, held until the change is over, or why it does not take the action. */
async function lockOpen(tx: Tx, id: string, action: SurveyAction) {
  const [survey] = await tx.$queryRaw<{ state: SurveyState; version: number }[]>`SELECT state::text, version FROM survey_round WHERE id = ${id} FOR NO KEY UPDATE`;
  if (!survey) return notFound(id);
  return SURVEY_TRANSITIONS[action].from.includes(survey.state) ? survey : illegalTransition(survey.state, listAllowed(SURVEY_TRANSITIONS, survey.state));
}

function checkFigure({ metric, value, denominator }: RecordSurveyFigureInput): void {
  if (!METRIC.test(metric)) throw inputError('metric', 'must be 3 to 40 capital letters, digits and underscores, such as CENTERS_BUILT.');
  if (!(value >= 0 && value <= 1e12)) throw inputError('value', `${value} is outside 0 to 1,000,000,000,000.`);
  if (denominator != null && !(denominator > 0)) throw inputError('denominator', 'must be above 0; leave it out where the report gives none.');
}

/** Surveys (摸底调查): reports that answer them, their figures, and why these differ from the registry. */
export const createSurveyChanges = ({ change, now }: CentersChangeTools) => ({
  openSurveyRound: (input: OpenSurveyRoundInput) => {
    const { idempotencyKey, id, organizerId, asOf } = input;
    checkId('id', id);
    const title = checkImpersonalText('title', input.title, 100);
    return change({ idempotencyKey, operation: 'openSurveyRound', input }, async (tx, announce) => {
      const unknown = await refuseUnknownBody(tx, organizerId);
      if (unknown) return unknown;
      const { count } = await tx.surveyRound.createMany({ data: [{ id, title, organizerId, asOf: toDayValue(asOf), state: FIRST_STATE, provenance: 'REGISTERED' }], skipDuplicates: true });
      if (count === 0) return idTaken(id);
      await announce({ topic: 'survey.opened', subject: id, areaPath: '', payload: { id, asOf } });
      return { __typename: 'SurveyRoundChanged', id } as const;
    });
  },

  closeSurveyRound: (input: CloseSurveyRoundInput) => {
    const { idempotencyKey, id, expectedVersion } = input;
    return change({ idempotencyKey, operation: 'closeSurveyRound', input }, async (tx, announce) => {
      const survey = await lockOpen(tx, id, 'closeSurveyRound');
      if ('__typename' in survey) return survey;
      if (survey.version !== expectedVersion) return staleVersion(survey.version);
      await tx.surveyRound.update({ where: { id }, data: { state: 'CLOSED', version: survey.version + 1 } });
      await announce({ topic: 'survey.closed', subject: id, areaPath: '', payload: { id } });
      return { __typename: 'SurveyRoundChanged', id } as const;
    });
  },

  fileReport: (input: FileReportInput) => {
    const { idempotencyKey, id, surveyRoundId, authorId, recipientId, reportedOn } = input;
    checkId('id', id);
    checkPastDay('reportedOn', reportedOn, now());
    const title = checkImpersonalText('title', input.title, 100);
    return change({ idempotencyKey, operation: 'fileReport', input }, async (tx, announce) => {
      const survey = await lockOpen(tx, surveyRoundId, 'fileReport');
      if ('__typename' in survey) return survey;
      const unknown = await refuseUnknownBody(tx, authorId) ?? await refuseUnknownBody(tx, recipientId);
      if (unknown) return unknown;
      const { count } = await tx.report.createMany({
        data: [{ id, title, authorId, recipientId, surveyRoundId, reportedOn: toDayValue(reportedOn), provenance: 'REGISTERED' }], skipDuplicates: true,
      });
      if (count === 0) return idTaken(id);
      await announce({ topic: 'report.filed', subject: id, areaPath: '', payload: { id, surveyRoundId } });
      return { __typename: 'ReportFiled', id } as const;
    });
  },

  recordSurveyFigure: (input: RecordSurveyFigureInput) => {
    const { idempotencyKey, reportId, areaCode, metric, level, value, denominator, qualifier } = input;
    checkFigure(input);
    const [unit, statement] = [checkImpersonalText('unit', input.unit, 20), checkImpersonalText('statement', input.statement, 200)];
    return change({ idempotencyKey, operation: 'recordSurveyFigure', input }, async (tx, announce) => {
      const report = await tx.report.findUnique({ where: { id: reportId }, select: { surveyRoundId: true } });
      if (!report) return notFound(reportId);
      if (report.surveyRoundId === null) return illegalTransition('NO_SURVEY', []);
      const survey = await lockOpen(tx, report.surveyRoundId, 'recordSurveyFigure');
      if ('__typename' in survey) return survey;
      const areaPath = await findAreaPath(tx, areaCode);
      if (areaPath === null) return notFound(areaCode);
      const id = randomUUID();
      await tx.reportedFigure.create({
        data: { id, reportId, areaCode, metric, level: level ?? null, value, denominator: denominator ?? null, unit, qualifier, statement, provenance: 'REGISTERED' },
      });
      await announce({ topic: 'figure.recorded', subject: id, areaPath, payload: { id, reportId, metric, value } });
      return figureChanged(id);
    });
  },

  explainDifference: (input: ExplainDifferenceInput) => {
    const { idempotencyKey, id, expectedVersion, live, explainedById } = input;
    const explanation = checkImpersonalText('explanation', input.explanation, 500);
    if (!(live >= 0 && live <= 1e12)) throw inputError('live', `${live} is outside 0 to 1,000,000,000,000.`);
    return change({ idempotencyKey, operation: 'explainDifference', input }, async (tx, announce) => {
      await tx.$queryRaw`SELECT FROM reported_figure WHERE id = ${id} FOR NO KEY UPDATE`;
      const figure = await tx.reportedFigure.findUnique({ where: { id } });
      if (!figure) return notFound(id);
      if (figure.version !== expectedVersion) return staleVersion(figure.version);
      const unknown = await refuseUnknownBody(tx, explainedById);
      if (unknown) return unknown;
      await tx.reportedFigure.update({
        where: { id },
        data: { explanation, explainedById, explainedLive: live, explainedOn: toDayValue(toLocalDay(now())), version: figure.version + 1 },
      });
      await announce({ topic: 'figure.explained', subject: id, areaPath: await findAreaPath(tx, figure.areaCode) ?? '', payload: { id, live } });
      return figureChanged(id);
    });
  },
});
