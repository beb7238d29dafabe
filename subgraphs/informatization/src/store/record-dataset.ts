import { checkAreaPath, checkShare, checkWhole, inputError, notFound, staleVersion, toLocalDay } from '@sizhu/kit';
import type { RecordDatasetCountInput } from '../__generated__/resolvers.js';
import { firstOfMonth, toDate } from '../calendar.js';
import type { InformatizationChangeTools, Tx } from './changes.js';

export interface CountedDataset {
  readonly areaPath: string;
  readonly definitionId: string;
}

/** The count of a month replaces an earlier one of it; the data set stands at the count of its latest month. */
export const createDatasetRecorder = ({ change, now }: InformatizationChangeTools) => async (input: RecordDatasetCountInput) => {
  const { idempotencyKey, areaPath, definitionId, expectedVersion } = input;
  const values = checkCount(input, now());
  const month = toDate(firstOfMonth(toLocalDay(input.countedAt), 0));
  return change({ idempotencyKey, operation: 'recordDatasetCount', input }, async (tx, announce) => {
    const key = { areaPath, definitionId };
    await lockDataset(tx, key);
    if (!await tx.datasetDefinition.findUnique({ where: { id: definitionId }, select: { id: true } })) return notFound(definitionId);
    const where = { areaPath_definitionId: key };
    const known = await tx.baseDataset.findUnique({ where, select: { version: true } });
    const version = known?.version ?? 0;
    if (version !== expectedVersion) return staleVersion(version);

    const later = await tx.datasetMonth.count({ where: { ...key, month: { gt: month } } });
    const changed = { ...(later === 0 && values), version: version + 1 };
    if (known) await tx.baseDataset.update({ where, data: changed });
    else await tx.baseDataset.create({ data: { ...key, ...values, version: 1 } });
    await tx.datasetMonth.upsert({
      where: { areaPath_definitionId_month: { ...key, month } }, create: { ...key, month, ...values }, update: values,
    });
    await announce({ topic: 'dataset.counted', subject: definitionId, areaPath, payload: { ...key, recordCount: values.recordCount, version: version + 1 } });
    return { __typename: 'DatasetCounted' as const, ...key };
  });
};

function checkCount({ areaPath, recordCount, qualifier, countedAt, quality }: RecordDatasetCountInput, now: Date) {
  checkAreaPath('areaPath', areaPath);
  if (countedAt > now) throw inputError('countedAt', 'lies in the future; record a count when it has been made.');
  const share = (field: 'completeness' | 'accuracy' | 'baselineClarity' | 'situationClarity') => checkShare(field, quality?.[field]);
  return {
    recordCount: checkWhole('recordCount', recordCount, [0, 1_000_000_000]), qualifier: qualifier ?? 'EXACT', countedAt,
    completeness: share('completeness'), accuracy: share('accuracy'),
    baselineClarity: share('baselineClarity'), situationClarity: share('situationClarity'), provenance: 'REGISTERED' as const,
  };
}

/** Held also where there is no row yet that could be locked. */
const lockDataset = (tx: Tx, { areaPath, definitionId }: CountedDataset) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`base_dataset ${areaPath} ${definitionId}`}))`;
