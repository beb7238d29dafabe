import { batchLists, type Page } from '@sizhu/kit';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../__generated__/database.js';

type Store = ReturnType<typeof createSurveyStore>;

export type SurveyRow = Awaited<ReturnType<Store['listSurveyRounds']>>[number];
export type ReportRow = Awaited<ReturnType<Store['findReports']>>[number];
export type ReportedFigureRow = Awaited<ReturnType<Store['findFigures']>>[number];

/** Surveys (摸底调查), the reports that answer them, and what these claim. */
export function createSurveyStore(db: Kysely<Database>) {
  const lists = batchLists(db);
  const anyOf = (keys: readonly string[]) => sql<string>`any(${keys}::text[])`;
  const surveys = () => db.selectFrom('survey_round')
    .select(['id', 'title', 'organizer_id as organizerId', 'as_of as asOf', 'state', 'version', 'provenance']);
  const reports = () => db.selectFrom('report').select([
    'id', 'title', 'author_id as authorId', 'recipient_id as recipientId', 'reported_on as reportedOn', 'survey_round_id as surveyRoundId',
  ]);
  const figures = () => db.selectFrom('reported_figure').select([
    'area_code as areaCode', 'reported_figure.id', 'report_id as reportId', 'metric', 'level', 'value', 'denominator', 'unit', 'qualifier', 'statement',
    'explanation', 'explained_by_id as explainedById', 'explained_on as explainedOn', 'explained_live as explainedLive', 'version',
    'reported_figure.provenance',
  ]);
  const ofSurvey = (surveyId: string) => figures().innerJoin('report', 'report.id', 'reported_figure.report_id').where('survey_round_id', '=', surveyId);
  return {
    listSurveyRounds: () => surveys().orderBy('as_of', (order) => order.desc().nullsLast()).orderBy('id').execute(),

    findSurveyRounds: (ids: readonly string[]) => surveys().where('id', '=', anyOf(ids)).execute(),

    /** One row more than the page holds, by day and id. */
    listReports({ limit, after }: Page) {
      const query = reports().orderBy('reported_on').orderBy('id').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(reported_on, id) > (${after[0]}::date, ${after[1]})`) : query);
    },

    countReports: (): Promise<number> => lists.count(reports()),

    findReports: (ids: readonly string[]) => reports().where('id', '=', anyOf(ids)).execute(),

    findReportsOfSurveys: (surveyIds: readonly string[]) => reports().where('survey_round_id', '=', anyOf(surveyIds)).orderBy('id').execute(),

    findFigures: (ids: readonly string[]) => figures().where('reported_figure.id', '=', anyOf(ids)).execute(),

    findReportedFigures: (areaCodes: readonly string[]) => figures().where('area_code', '=', anyOf(areaCodes)).orderBy('id').execute(),

    findFiguresOfReports: (reportIds: readonly string[]) => figures().where('report_id', '=', anyOf(reportIds)).orderBy('id').execute(),

    /** One row more than the page holds, by report and id. */
    listFigures(surveyId: string, { limit, after }: Page) {
      const query = ofSurvey(surveyId).orderBy('report_id').orderBy('reported_figure.id').limit(limit + 1);
      return lists.rows(after ? query.where(sql<boolean>`(report_id, reported_figure.id) > (${after[0]}, ${after[1]})`) : query);
    },

    countFigures: (surveyId: string): Promise<number> => lists.count(ofSurvey(surveyId)),
  };
}
