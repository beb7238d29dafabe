import { checkCount, checkId, checkImpersonalText, checkOptionalImpersonalText, checkPastDay, inputError, notFound, toDayValue } from '@sizhu/kit';
import type { RecordPolicyDocumentInput } from '../__generated__/resolvers.js';
import type { CentersChangeTools } from './change.js';
import { idTaken, refuseUnknownBody } from './lock-records.js';

/** Policy documents (政策文件), with what they say of each other. */
export const createPolicyRecorder = ({ change, now }: CentersChangeTools) => ({
  recordPolicyDocument: (input: RecordPolicyDocumentInput) => {
    const { idempotencyKey, id, status, issuerId, issuedOn, relations } = input;
    checkId('id', id);
    const [title, code] = [checkImpersonalText('title', input.title, 200), checkOptionalImpersonalText('code', input.code, 40)];
    if (issuedOn != null) checkPastDay('issuedOn', issuedOn, now());
    if (status === 'DRAFTED' && issuedOn != null) throw inputError('issuedOn', 'is of an issued document: a draft has none.');
    checkCount('relations', relations, [0, 50]);
    return change({ idempotencyKey, operation: 'recordPolicyDocument', input }, async (tx, announce) => {
      const unknown = issuerId == null ? null : await refuseUnknownBody(tx, issuerId);
      if (unknown) return unknown;
      for (const { documentId } of relations) {
        if (!await tx.policyDocument.findUnique({ where: { id: documentId }, select: { id: true } })) return notFound(documentId);
      }
      const { count } = await tx.policyDocument.createMany({
        data: [{ id, title, code, status, issuerId: issuerId ?? null, issuedOn: issuedOn == null ? null : toDayValue(issuedOn), provenance: 'REGISTERED' }], skipDuplicates: true,
      });
      if (count === 0) return idTaken(id);
      await tx.policyRelation.createMany({ data: relations.map(({ kind, documentId }) => ({ fromId: id, toId: documentId, kind })), skipDuplicates: true });
      // A policy belongs to no area: everybody may hear of it.
      await announce({ topic: 'policy.recorded', subject: id, areaPath: '', payload: { id, status } });
      return { __typename: 'PolicyDocumentRecorded', id } as const;
    });
  },
});
