import { checkCount, checkId, checkImpersonalText, checkPeriod, checkWhole, inputError, notFound, toDayValue } from '@sizhu/kit';
import type { AssessmentItemInput, IssueAssessmentSchemeInput } from '../__generated__/resolvers.js';
import { isFigurePath } from '../assessment/figure-query.js';
import type { CentersChangeTools } from './change.js';
import { findAreaPath, idTaken, refuseUnknownBody } from './lock-records.js';

function checkItem({ title, figure, measure, fullMarks, target, deduction, vetoAt }: AssessmentItemInput, at: number): string {
  const field = (name: string) => `items[${at}].${name}`;
  if (!isFigurePath(figure)) throw inputError(field('figure'), `${JSON.stringify(figure)} is no path of a figure; write a summary of an area and a field of it, such as eventSummary.onTimeClosure.`);
  if (!(fullMarks > 0 && fullMarks <= 1_000)) throw inputError(field('fullMarks'), `${fullMarks} is not above 0 and up to 1,000.`);
  const most = measure === 'RATIO' ? 1 : 1_000_000;
  for (const [name, value] of [['target', target], ['vetoAt', vetoAt]] as const) {
    if (value != null && !(value >= 0 && value <= most)) throw inputError(field(name), `${value} is outside 0 to ${most}.`);
  }
  if (!(deduction >= 0 && deduction <= 1_000)) throw inputError(field('deduction'), `${deduction} is outside 0 to 1,000.`);
  return checkImpersonalText(field('title'), title, 100);
}

/** Schemes of yearly assessments: issued whole, never changed. */
export const createSchemeIssuer = ({ change }: CentersChangeTools) => ({
  issueAssessmentScheme: (input: IssueAssessmentSchemeInput) => {
    const { idempotencyKey, id, year, areaCode, level, issuedById, period, items } = input;
    checkId('id', id);
    checkWhole('year', year, [2_000, 2_100]);
    checkPeriod(period);
    checkCount('items', items, [1, 50]);
    const title = checkImpersonalText('title', input.title, 100);
    const titles = items.map(checkItem);
    return change({ idempotencyKey, operation: 'issueAssessmentScheme', input }, async (tx, announce) => {
      const areaPath = await findAreaPath(tx, areaCode);
      if (areaPath === null) return notFound(areaCode);
      const unknown = await refuseUnknownBody(tx, issuedById);
      if (unknown) return unknown;
      // Of the same id, or of the same year, area and tier.
      const { count } = await tx.assessmentScheme.createMany({
        data: [{ id, year, title, areaCode, level, issuedById, periodFrom: toDayValue(period.from), periodTo: toDayValue(period.to), provenance: 'REGISTERED' }],
        skipDuplicates: true,
      });
      if (count === 0) return idTaken(id);
      await tx.assessmentItem.createMany({
        data: items.map(({ vetoAt, ...item }, at) => ({
          ...item, title: titles[at] ?? item.title, vetoAt: vetoAt ?? null, id: `${id}-${at + 1}`, schemeId: id, position: at + 1, provenance: 'REGISTERED' as const,
        })),
      });
      await announce({ topic: 'scheme.issued', subject: id, areaPath, payload: { id, year, items: items.length } });
      return { __typename: 'AssessmentSchemeIssued', id } as const;
    });
  },
});
