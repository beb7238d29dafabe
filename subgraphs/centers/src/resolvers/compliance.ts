import { getOne, sumOf } from '@sizhu/kit';
import type {
  CenterAssessedResolvers, ComplianceAssessmentResolvers, ComplianceCheckResolvers, ComplianceResultResolvers, ComplianceStandardRecordedResolvers,
  ComplianceStandardResolvers,
} from '../__generated__/resolvers.js';
import type { ComplianceCheckRow } from '../store/compliance.js';

const holds = ({ passed, correctedOn }: ComplianceCheckRow): boolean => passed || correctedOn !== null;

export const ComplianceResult: ComplianceResultResolvers = {
  latest: async ({ id }, _args, { load }) => (await load.assessmentsOfCenter.load(id))[0] ?? null,
  version: async ({ id }, _args, { load }) => (await load.assessmentsOfCenter.load(id)).length,
  checks: async ({ id }, _args, { load }) => {
    const [latest] = await load.assessmentsOfCenter.load(id);
    return latest ? load.checks.load(latest.id) : [];
  },
};

export const ComplianceStandard: ComplianceStandardResolvers = {
  items: ({ id }, _args, { load }) => load.complianceItems.load(id),
};

export const ComplianceAssessment: ComplianceAssessmentResolvers = {
  center: ({ centerId }, _args, { load }) => getOne(load.center, centerId),
  standard: ({ standardId }, _args, { load }) => getOne(load.standard, standardId),
  assessedBy: ({ assessedById }, _args, { load }) => (assessedById === null ? null : load.organization.load(assessedById)),
  compliant: async ({ id, standardId }, _args, { load }) => {
    const [checks, items] = await Promise.all([load.checks.load(id), load.complianceItems.load(standardId)]);
    return items.every(({ id: itemId, mandatory }) => !mandatory || checks.some((check) => check.itemId === itemId && holds(check)));
  },
  score: async ({ id }, _args, { load }) => sumOf(await load.checks.load(id), ({ points }) => points ?? 0),
  fullScore: async ({ standardId }, _args, { load }) => sumOf(await load.complianceItems.load(standardId), ({ points }) => points ?? 0),
  byDimension: async ({ id }, _args, { load }) => [...Map.groupBy(await load.checks.load(id), ({ dimension }) => dimension)]
    .map(([dimension, checks]) => ({ dimension, items: checks.length, passed: checks.filter(holds).length })),
  checks: ({ id }, _args, { load }) => load.checks.load(id),
  findings: ({ id }, _args, { load }) => load.findingsOfAssessment.load(id),
};

export const ComplianceCheck: ComplianceCheckResolvers = {
  item: ({ itemId, title, dimension, mandatory, fullPoints }) => ({ id: itemId, title, dimension, mandatory, points: fullPoints }),
};

export const ComplianceStandardRecorded: ComplianceStandardRecordedResolvers = { standard: ({ id }, _args, { load }) => getOne(load.standard, id) };
export const CenterAssessed: CenterAssessedResolvers = { assessment: ({ id }, _args, { load }) => getOne(load.complianceAssessment, id) };
