import { checkOptionalText, checkPastDay, inputError, notFound, type RefusalOf, staleVersion } from '@sizhu/kit';
import type { RecordConnectionInput } from '../__generated__/resolvers.js';
import { toDate } from '../calendar.js';
import type { InformatizationChangeTools } from './changes.js';
import { lockCenter } from './lock-center.js';

export interface RecordedConnection {
  readonly __typename: 'ConnectionRecorded';
  readonly centerId: string;
  readonly platformId: string;
}

/** A center has at most one connection to each platform; its first record makes it. */
export const createConnectionRecorder = ({ change, now }: InformatizationChangeTools) =>
  async (input: RecordConnectionInput): Promise<RecordedConnection | RefusalOf<'NotFound' | 'StaleVersion' | 'KeyReused'>> => {
    const { idempotencyKey, centerId, status, expectedVersion } = input;
    const values = { status, ...checkCourse(input, now()), provenance: 'REGISTERED' as const };
    return change({ idempotencyKey, operation: 'recordConnection', input }, async (tx, announce) => {
      const center = await lockCenter(tx, centerId);
      if (!center) return notFound(centerId);
      const platform = await tx.infoPlatform.findUnique({ where: { kind: input.platform } });
      if (!platform) return notFound(input.platform);
      const key = { centerId, platformId: platform.id };
      const known = await tx.platformConnection.findUnique({ where: { centerId_platformId: key } });
      const version = known?.version ?? 0;
      if (version !== expectedVersion) return staleVersion(version);

      if (known) await tx.platformConnection.update({ where: { centerId_platformId: key }, data: { ...values, version: version + 1 } });
      else await tx.platformConnection.create({ data: { ...key, ...center, ...values, version: 1 } });
      await tx.connectionChange.create({ data: { ...key, ...values, version: version + 1, recordedAt: now() } });
      await announce({
        topic: 'connection.recorded', subject: centerId, areaPath: center.areaPath,
        payload: { centerId, platform: input.platform, status, version: version + 1 },
      });
      return { __typename: 'ConnectionRecorded', ...key };
    });
  };

/** Day and reason belong to the status: what is not connected has no day, what lacks something has a reason. */
function checkCourse({ status, since, reason }: RecordConnectionInput, now: Date) {
  if (status === 'NONE' && since != null) throw inputError('since', 'must be left out with NONE: what is not connected has no day.');
  if (status !== 'NONE' && since == null) throw inputError('since', `is required with ${status}: the day from which it holds.`);
  if (status !== 'FULL' && reason == null) throw inputError('reason', `is required with ${status}: say what is missing.`);
  return {
    since: since == null ? null : toDate(checkPastDay('since', since, now)),
    reason: checkOptionalText('reason', reason, 200),
  };
}
