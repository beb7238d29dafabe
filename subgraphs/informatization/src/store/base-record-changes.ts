import { checkAreaPath, checkImpersonalText, checkKey, inputError, notFound, staleVersion } from '@sizhu/kit';
import type { RecordBaseRecordInput, RemoveBaseRecordInput } from '../__generated__/resolvers.js';
import type { InformatizationChangeTools, Tx } from './changes.js';

export interface RecordedBaseRecord {
  readonly __typename: 'BaseRecordRecorded';
  readonly id: string;
}

const countsOnly = (definitionId: string) => ({
  __typename: 'CountsOnly', definitionId,
  message: `Of the data set ${definitionId} only counts are held: no record of it belongs into the ledger.`,
  messageZh: `数据集 ${definitionId} 只计数，不设台账。`,
} as const);

/** 基础数据台账: a record is entered, entered anew, or taken out. */
export const createBaseRecordChanges = ({ change, now }: InformatizationChangeTools) => ({
  recordBaseRecord: async (input: RecordBaseRecordInput) => {
    const { idempotencyKey, definitionId, expectedVersion } = input;
    const id = checkKey('id', input.id);
    const areaPath = checkAreaPath('areaPath', input.areaPath);
    const name = checkImpersonalText('name', input.name, 100);
    return change({ idempotencyKey, operation: 'recordBaseRecord', input }, async (tx, announce) => {
      const definition = await tx.datasetDefinition.findUnique({ where: { id: definitionId }, select: { ledgerKind: true } });
      if (!definition) return notFound(definitionId);
      if (definition.ledgerKind === null) return countsOnly(definitionId);
      const known = await lockRecord(tx, id);
      const version = known?.version ?? 0;
      if (version !== expectedVersion) return staleVersion(version);
      const values = { kind: definition.ledgerKind, definitionId, name, areaPath, updatedAt: now(), version: version + 1, provenance: 'REGISTERED' as const };
      if (known) await tx.baseRecord.update({ where: { id }, data: values });
      else await tx.baseRecord.create({ data: { id, ...values } });
      await announce({ topic: 'base-record.recorded', subject: id, areaPath, payload: { id, definitionId, version: version + 1 } });
      return { __typename: 'BaseRecordRecorded' as const, id };
    });
  },

  removeBaseRecord: async (input: RemoveBaseRecordInput) => {
    const { idempotencyKey, expectedVersion } = input;
    const id = checkKey('id', input.id);
    if (expectedVersion < 1) throw inputError('expectedVersion', 'must be 1 or more: what has no version is not there.');
    return change({ idempotencyKey, operation: 'removeBaseRecord', input }, async (tx, announce) => {
      const known = await lockRecord(tx, id);
      if (!known) return notFound(id);
      if (known.version !== expectedVersion) return staleVersion(known.version);
      await tx.baseRecord.delete({ where: { id } });
      await announce({ topic: 'base-record.removed', subject: id, areaPath: known.areaPath, payload: { id } });
      return { __typename: 'BaseRecordRemoved' as const, id };
    });
  },
});

/** Held also where there is no row yet that could be locked. */
async function lockRecord(tx: Tx, id: string): Promise<{ readonly version: number; readonly areaPath: string } | undefined> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`base_record ${id}`}))`;
  const [record] = await tx.$queryRaw<{ version: number; areaPath: string }[]>`
    SELECT version, area_path AS "areaPath" FROM base_record WHERE id = ${id} FOR UPDATE`;
  return record;
}
