import { checkCount, checkOptionalImpersonalText, checkPastDay, inputError, notFound, staleVersion, toDayValue } from '@sizhu/kit';
import type { AssessCenterInput } from '../__generated__/resolvers.js';
import { judgeResults } from '../compliance/judge-results.js';
import type { CentersChangeTools } from './change.js';
import { itemsIncomplete, lockStanding, refuseUnknownBody } from './lock-records.js';

function checkAssessment({ assessedOn, dueOn, results }: AssessCenterInput, now: Date): void {
  checkPastDay('assessedOn', assessedOn, now);
  if (dueOn < assessedOn) throw inputError('dueOn', 'lies before assessedOn.');
  checkCount('results', results, [1, 100]);
  results.forEach(({ evidence }, at) => checkOptionalImpersonalText(`results[${at}].evidence`, evidence, 200));
}

/** An assessment and what it found. Whether the center complies follows by a trigger, in the same transaction. */
export const createCenterAssessor = ({ change, now }: CentersChangeTools) => ({
  assessCenter: (input: AssessCenterInput) => {
    checkAssessment(input, now());
    const { idempotencyKey, centerId, standardId, assessedById, expectedVersion } = input;
    const [assessedOn, dueOn] = [toDayValue(input.assessedOn), toDayValue(input.dueOn)];
    return change({ idempotencyKey, operation: 'assessCenter', input }, async (tx, announce) => {
      const center = await lockStanding(tx, centerId);
      if ('__typename' in center) return center;
      const standard = await tx.complianceStandard.findUnique({ where: { id: standardId }, include: { items: { orderBy: { position: 'asc' } } } });
      if (!standard) return notFound(standardId);
      if (standard.inForceFrom > assessedOn) throw inputError('standardId', `is in force from ${standard.inForceFrom.toISOString().slice(0, 10)} on, after assessedOn.`);
      const unknown = await refuseUnknownBody(tx, assessedById);
      if (unknown) return unknown;
      const entered = await tx.complianceAssessment.count({ where: { centerId } });
      if (entered !== expectedVersion) return staleVersion(entered);
      const judged = judgeResults(standard.items, input.results);
      const missing = standard.items.filter((item) => judged.every((one) => one.item !== item));
      if (missing.length > 0) return itemsIncomplete(missing.map(({ id: itemId }) => itemId));

      const id = `${centerId}-A${entered + 1}`;
      await tx.complianceAssessment.create({ data: { id, centerId, seq: entered + 1, standardId, assessedOn, assessedById, provenance: 'REGISTERED' } });
      await tx.complianceCheck.createMany({ data: judged.map(({ item, ...verdict }) => ({ ...verdict, assessmentId: id, itemId: item.id, centerId })) });
      const failed = judged.filter(({ passed }) => !passed);
      await tx.finding.createMany({
        data: failed.map(({ item }) => ({
          id: `${id}-${item.id}`, areaPath: center.areaPath, centerId, assessmentId: id, itemId: item.id, text: `未达到：${item.title}`,
          state: 'OPEN' as const, foundOn: assessedOn, dueOn, provenance: 'REGISTERED' as const,
        })),
      });
      await announce({ topic: 'center.assessed', subject: centerId, areaPath: center.areaPath, payload: { centerId, assessmentId: id, failed: failed.length } });
      return { __typename: 'CenterAssessed', id } as const;
    });
  },
});
