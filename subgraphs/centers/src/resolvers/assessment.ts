import { getOne, sumOf } from '@sizhu/kit';
import type {
  AssessmentChangedResolvers, AssessmentResolvers, AssessmentSchemeIssuedResolvers, AssessmentSchemeResolvers, AssessmentScoreResolvers,
} from '../__generated__/resolvers.js';
import { toEvidence, type FigurePeriod } from '../assessment/figure-query.js';
import { scoreItem, type ItemScore } from '../assessment/score-item.js';
import { ASSESSMENT_TRANSITIONS } from '../assessment/transitions.js';
import type { Context } from '../context.js';
import { toScoreKey, type AssessmentItemRow, type AssessmentRow, type RecordedScoreRow } from '../store/area-assessments.js';
import { listAllowed } from '../transitions.js';

/** An item of the scheme, with the figure that was recorded for it: null before. */
export interface ScoreParent extends ItemScore {
  readonly item: AssessmentItemRow;
  readonly recorded: RecordedScoreRow | null;
  readonly areaCode: string;
  readonly period: FigurePeriod;
}

const NOT_RECORDED: ItemScore = { value: null, score: null, vetoed: false };

async function scoresOf(assessment: AssessmentRow, { load }: Context): Promise<readonly ScoreParent[]> {
  const { schemeId, areaCode } = assessment;
  const [scheme, items, recorded] = await Promise.all([getOne(load.scheme, schemeId), load.assessmentItems.load(schemeId), load.scores.load(toScoreKey(assessment))]);
  return items.map((item) => {
    const figure = recorded.find(({ itemId }) => itemId === item.id) ?? null;
    return { ...(figure ? scoreItem(item, figure) : NOT_RECORDED), item, recorded: figure, areaCode, period: scheme };
  });
}

const toHundredths = (points: number): number => Math.round(points * 100) / 100;

export const Assessment: AssessmentResolvers = {
  scheme: ({ schemeId }, _args, { load }) => getOne(load.scheme, schemeId),
  area: ({ areaCode }, _args, { load }) => getOne(load.area, areaCode),
  scores: (assessment, _args, context) => scoresOf(assessment, context),
  total: async (assessment, _args, context) => toHundredths(sumOf(await scoresOf(assessment, context), ({ score }) => score ?? 0)),
  judgedMarks: async (assessment, _args, context) =>
    sumOf(await scoresOf(assessment, context), ({ score, item }) => (score === null ? 0 : item.fullMarks)),
  fullMarks: async ({ schemeId }, _args, { load }) => sumOf(await load.assessmentItems.load(schemeId), ({ fullMarks }) => fullMarks),
  vetoed: async (assessment, _args, context) => (await scoresOf(assessment, context)).some(({ vetoed }) => vetoed),
  allowed: ({ state }) => listAllowed(ASSESSMENT_TRANSITIONS, state),
};

export const AssessmentScore: AssessmentScoreResolvers = {
  numerator: ({ recorded }) => recorded?.numerator ?? null,
  denominator: ({ recorded }) => recorded?.denominator ?? null,
  asOf: ({ recorded }) => recorded?.asOf ?? null,
  recordedAt: ({ recorded }) => recorded?.recordedAt ?? null,
  note: ({ recorded }) => recorded?.note ?? null,
  evidence: ({ areaCode, item, period }) => toEvidence(areaCode, item, period),
};

export const AssessmentScheme: AssessmentSchemeResolvers = {
  area: ({ areaCode }, _args, { load }) => getOne(load.area, areaCode),
  issuedBy: ({ issuedById }, _args, { load }) => getOne(load.organization, issuedById),
  items: ({ id }, _args, { load }) => load.assessmentItems.load(id),
};

export const AssessmentSchemeIssued: AssessmentSchemeIssuedResolvers = { scheme: ({ id }, _args, { load }) => getOne(load.scheme, id) };
export const AssessmentChanged: AssessmentChangedResolvers = { assessment: ({ areaCode, year }, _args, { load }) => getOne(load.areaAssessment(year), areaCode) };
