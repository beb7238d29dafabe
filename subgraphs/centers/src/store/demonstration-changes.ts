import { notFound, staleVersion } from '@sizhu/kit';
import type { DesignateDemonstrationInput, WithdrawDemonstrationInput } from '../__generated__/resolvers.js';
import { toDateValue } from '../calendar.js';
import { checkPastDay, checkText } from '../input-checks.js';
import type { CentersChangeTools, Tx } from './change.js';

const changed = (centerId: string) => ({ __typename: 'DemonstrationChanged', centerId } as const);

const alreadyDesignated = (centerId: string) => ({
  __typename: 'AlreadyDesignated', centerId,
  message: `The center ${centerId} is a demonstration site already: withdraw that first to name it anew.`,
  messageZh: `综治中心 ${centerId} 已是示范点：如需重新确定，请先撤销。`,
} as const);

const notStanding = (centerId: string) => ({
  __typename: 'CenterNotStanding', centerId,
  message: `The center ${centerId} is not built, or has closed: only one that stands can show others anything.`,
  messageZh: `综治中心 ${centerId} 尚未建成或已关闭：只有建成的中心可以这样做。`,
} as const);

/** A center that stands, held until the change is over; or why it cannot be had. */
async function lockStanding(tx: Tx, centerId: string) {
  const [center] = await tx.$queryRaw<{ areaPath: string; level: 'CITY'; stands: boolean }[]>`
    SELECT area_path AS "areaPath", level::text, status IN ('BUILT', 'OPERATING') AS stands FROM center WHERE id = ${centerId} FOR NO KEY UPDATE`;
  if (!center) return notFound(centerId);
  return center.stands ? center : notStanding(centerId);
}

/** 示范点: named and withdrawn by a body. */
export const createDemonstrationChanges = ({ change, now }: CentersChangeTools) => ({
  designateDemonstration: (input: DesignateDemonstrationInput) => {
    const { idempotencyKey, centerId, designatedById, designatedOn } = input;
    const note = checkText('note', input.note, 200);
    checkPastDay('designatedOn', designatedOn, now());
    return change({ idempotencyKey, operation: 'designateDemonstration', input }, async (tx, announce) => {
      const center = await lockStanding(tx, centerId);
      if ('__typename' in center) return center;
      if (!await tx.organization.findUnique({ where: { id: designatedById }, select: { id: true } })) return notFound(designatedById);
      if (await tx.demonstrationSite.findUnique({ where: { centerId }, select: { centerId: true } })) return alreadyDesignated(centerId);
      const { areaPath, level } = center;
      await tx.demonstrationSite.create({
        data: { centerId, areaPath, level, note, designatedById, designatedOn: toDateValue(designatedOn), provenance: 'REGISTERED' },
      });
      await announce({ topic: 'demonstration.designated', subject: centerId, areaPath, payload: { centerId, designatedById, designatedOn } });
      return changed(centerId);
    });
  },

  withdrawDemonstration: (input: WithdrawDemonstrationInput) => {
    const { idempotencyKey, centerId, expectedVersion } = input;
    const reason = checkText('reason', input.reason, 200);
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
