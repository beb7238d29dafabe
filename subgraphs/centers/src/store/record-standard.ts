import { checkCount, checkId, checkImpersonalText, checkOptionalImpersonalText, inputError, toDayValue } from '@sizhu/kit';
import type { RecordComplianceStandardInput } from '../__generated__/resolvers.js';
import type { CentersChangeTools } from './change.js';
import { idTaken } from './lock-records.js';

function checkStandard({ id, title, basedOn, items }: RecordComplianceStandardInput) {
  checkId('id', id);
  checkCount('items', items, [1, 100]);
  return {
    title: checkImpersonalText('title', title, 100),
    basedOn: checkOptionalImpersonalText('basedOn', basedOn, 100),
    items: items.map(({ title: itemTitle, dimension, points }, at) => {
      if (points != null && !(points > 0 && points <= 1_000)) throw inputError(`items[${at}].points`, `${points} is not above 0 and up to 1,000.`);
      return {
        title: checkImpersonalText(`items[${at}].title`, itemTitle, 100), dimension: checkImpersonalText(`items[${at}].dimension`, dimension, 40),
        mandatory: points == null, points: points ?? null,
      };
    }),
  };
}

/** Editions of compliance standards: entered whole, never changed. */
export const createStandardRecorder = ({ change }: CentersChangeTools) => ({
  recordComplianceStandard: (input: RecordComplianceStandardInput) => {
    const { idempotencyKey, id, inForceFrom } = input;
    const { title, basedOn, items } = checkStandard(input);
    return change({ idempotencyKey, operation: 'recordComplianceStandard', input }, async (tx, announce) => {
      const { count } = await tx.complianceStandard.createMany({
        data: [{ id, title, basedOn, inForceFrom: toDayValue(inForceFrom), provenance: 'REGISTERED' }], skipDuplicates: true,
      });
      if (count === 0) return idTaken(id);
      await tx.complianceItem.createMany({
        data: items.map((item, at) => ({ ...item, id: `${id}-${at + 1}`, standardId: id, position: at + 1, provenance: 'REGISTERED' as const })),
      });
      // A standard belongs to no area: everybody may hear of it.
      await announce({ topic: 'standard.recorded', subject: id, areaPath: '', payload: { id, items: items.length } });
      return { __typename: 'ComplianceStandardRecorded', id } as const;
    });
  },
});
