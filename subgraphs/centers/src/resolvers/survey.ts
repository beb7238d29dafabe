import { getOne, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type {
  ReportedFigureResolvers, ReportFiledResolvers, ReportResolvers, SurveyFigureChangedResolvers, SurveyRoundChangedResolvers, SurveyRoundResolvers,
} from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import type { ReportedFigureRow, ReportRow } from '../store/surveys.js';
import { findLive, toFigureEvidence } from '../survey/metrics.js';

export type FigurePage = Connection<ReportedFigureRow>;

export type ReportPage = Connection<ReportRow>;

export async function listReports(args: PageArguments, { store }: Context): Promise<ReportPage> {
  const page = toPage(args, 2);
  const rows = await store.listReports(page);
  return toConnection({ rows, page, keyOf: ({ reportedOn, id }) => [reportedOn, id], totalCount: store.countReports });
}

const liveOf = async ({ metric, level, areaCode }: ReportedFigureRow, { load }: Context): Promise<number | null> =>
  findLive(metric, level, await load.centerCounts.load(areaCode));

export const ReportedFigure: ReportedFigureResolvers = {
  report: ({ reportId }, _args, { load }) => getOne(load.report, reportId),
  live: (figure, _args, context) => liveOf(figure, context),
  difference: async (figure, _args, context) => {
    const live = await liveOf(figure, context) ?? figure.explainedLive;
    return live === null ? null : figure.value - live;
  },
  explainedBy: ({ explainedById }, _args, { load }) => (explainedById === null ? null : load.organization.load(explainedById)),
  evidence: ({ metric, areaCode }) => toFigureEvidence(metric, areaCode),
};

export const Report: ReportResolvers = {
  author: ({ authorId }, _args, { load }) => getOne(load.organization, authorId),
  recipient: ({ recipientId }, _args, { load }) => getOne(load.organization, recipientId),
  surveyRound: ({ surveyRoundId }, _args, { load }) => (surveyRoundId === null ? null : load.surveyRound.load(surveyRoundId)),
  figures: ({ id }, _args, { load }) => load.figuresOfReport.load(id),
};

export const SurveyRound: SurveyRoundResolvers = {
  __resolveReference: ({ id }, { load }) => load.surveyRound.load(id),
  organizer: ({ organizerId }, _args, { load }) => getOne(load.organization, organizerId),
  reports: ({ id }, _args, { load }) => load.reportsOfSurvey.load(id),
  figures: async ({ id }, args, { store }) => {
    const page = toPage(args, 2);
    const rows = await store.listFigures(id, page);
    return toConnection({ rows, page, keyOf: ({ reportId, id: figureId }) => [reportId, figureId], totalCount: () => store.countFigures(id) });
  },
};

export const SurveyRoundChanged: SurveyRoundChangedResolvers = { surveyRound: ({ id }, _args, { load }) => getOne(load.surveyRound, id) };
export const ReportFiled: ReportFiledResolvers = { report: ({ id }, _args, { load }) => getOne(load.report, id) };
export const SurveyFigureChanged: SurveyFigureChangedResolvers = { figure: ({ id }, _args, { load }) => getOne(load.figure, id) };
