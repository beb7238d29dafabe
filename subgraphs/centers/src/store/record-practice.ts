import { checkImpersonalText, checkOptionalImpersonalText, notFound } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { RecordPracticeInput } from '../__generated__/resolvers.js';
import type { CentersChangeTools } from './change.js';

/** 经验做法 of a center. */
export const createPracticeRecorder = ({ change }: CentersChangeTools) => ({
  recordPractice: (input: RecordPracticeInput) => {
    const { idempotencyKey, centerId } = input;
    const words = {
      title: checkImpersonalText('title', input.title, 100), slogan: checkOptionalImpersonalText('slogan', input.slogan, 60),
      summary: checkImpersonalText('summary', input.summary, 1_000), presentedAt: checkOptionalImpersonalText('presentedAt', input.presentedAt, 100),
    };
    return change({ idempotencyKey, operation: 'recordPractice', input }, async (tx, announce) => {
      const center = await tx.center.findUnique({ where: { id: centerId }, select: { areaPath: true } });
      if (!center) return notFound(centerId);
      const id = randomUUID();
      await tx.practiceCase.create({ data: { ...words, id, centerId, provenance: 'REGISTERED' } });
      await announce({ topic: 'practice.recorded', subject: id, areaPath: center.areaPath, payload: { id, centerId } });
      return { __typename: 'PracticeRecorded', centerId } as const;
    });
  },
});
