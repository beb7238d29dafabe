import { checkImpersonalText, checkPastDay, notFound, staleVersion, toDayValue } from '@sizhu/kit';
import type { DesignateDemonstrationInput, WithdrawDemonstrationInput } from '../__generated__/resolvers.js';
import type { CentersChangeTools } from './change.js';
import { lockStanding, refuseUnknownBody } from './lock-records.js';

const changed = (centerId: string) => ({ __typename: 'DemonstrationChanged', centerId } as const);

const alreadyDesignated = (centerId: string) => ({
  __typename: 'AlreadyDesignated', centerId,
  message: `The center ${centerId} is a demonstration site already: withdraw that first to name it anew.`,
  messageZh: `综治中心 ${centerId} 已是示范点：如需重新确定，请先撤销。`,
} as const);

/** 示范点: named and withdrawn by a body. */
export const createDemonstrationChanges = ({ change, now }: CentersChangeTools) => ({
  designateDemonstration: (input: DesignateDemonstrationInput) => {
    const { idempotencyKey, centerId, designatedById, designatedOn } = input;
    const note = checkImpersonalText('note', input.note, 200);
    checkPastDay('designatedOn', designatedOn, now());
    return change({ idempotencyKey, operation: 'designateDemonstration', input }, async (tx, announce) => {
      const center = await lockStanding(tx, centerId);
      if ('__typename' in center) return center;
      const unknown = await refuseUnknownBody(tx, designatedById);
      if (unknown) return unknown;
      if (await tx.demonstrationSite.findUnique({ where: { centerId }, select: { centerId: true } })) return alreadyDesignated(centerId);
      const { areaPath, level } = center;
      await tx.demonstrationSite.create({
        data: { centerId, areaPath, level, note, designatedById, designatedOn: toDayValue(designatedOn), provenance: 'REGISTERED' },
      });
      await announce({ topic: 'demonstration.designated', subject: centerId, areaPath, payload: { centerId, designatedById, designatedOn } });
      return changed(centerId);
    });
  },

  withdrawDemonstration: (input: WithdrawDemonstrationInput) => {
    const { idempotencyKey, centerId, expectedVersion } = input;
    const reason = checkImpersonalText('reason', input.reason, 200);
    return change({ idempotencyKey, operation: 'withdrawDemonstration', input }, async (tx, announce) => {
      await tx.$queryRaw`SELECT FROM demonstration_site WHERE center_id = ${centerId} FOR UPDATE`;
      const site = await tx.demonstrationSite.findUnique({ where: { centerId }, select: { version: true, areaPath: true } });
      if (!site) return notFound(centerId);
      if (site.version !== expectedVersion) return staleVersion(site.version);
      await tx.demonstrationSite.delete({ where: { centerId } });
      await announce({ topic: 'demonstration.withdrawn', subject: centerId, areaPath: site.areaPath, payload: { centerId, reason } });
      return changed(centerId);
    });
  },
});
