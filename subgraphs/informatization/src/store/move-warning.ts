import { checkOptionalText, illegalTransition, notFound, type Refusal, type RefusalOf, staleVersion } from '@sizhu/kit';
import type { AcknowledgeWarningInput, CloseWarningInput } from '../__generated__/resolvers.js';
import type { InformatizationChangeTools, Tx } from './changes.js';

export interface MovedWarning {
  readonly id: string;
}

export interface CenterNotResponsible {
  readonly __typename: 'CenterNotResponsible';
  readonly message: string;
  readonly messageZh: string;
  readonly centerId: string;
}

type MoveRefusal = RefusalOf<Exclude<Refusal['__typename'], 'KeyReused'>> | CenterNotResponsible;

interface LockedWarning {
  readonly areaPath: string;
  readonly state: 'RAISED' | 'ACKNOWLEDGED' | 'CLOSED';
  readonly version: number;
}

/** The one change that is open from each state. */
const OPEN = { RAISED: ['acknowledgeWarning'], ACKNOWLEDGED: ['closeWarning'], CLOSED: [] } as const;

export const createWarningMover = ({ change, now }: InformatizationChangeTools) => ({
  acknowledgeWarning: (input: AcknowledgeWarningInput) => {
    const { idempotencyKey, id, centerId } = input;
    return change({ idempotencyKey, operation: 'acknowledgeWarning', input }, async (tx, announce) => {
      const warning = await lockWarning(tx, input, 'acknowledgeWarning');
      if ('__typename' in warning) return warning;
      const version = warning.version + 1;
      await tx.earlyWarning.update({ where: { id }, data: { state: 'ACKNOWLEDGED', acknowledgedAt: now(), acknowledgedById: centerId, version } });
      await announce({ topic: 'warning.acknowledged', subject: id, areaPath: warning.areaPath, payload: { id, centerId, version } });
      return { __typename: 'WarningAcknowledged' as const, id };
    });
  },

  closeWarning: async (input: CloseWarningInput) => {
    const { idempotencyKey, id, centerId, conclusion } = input;
    const note = checkOptionalText('note', input.note, 500);
    return change({ idempotencyKey, operation: 'closeWarning', input }, async (tx, announce) => {
      const warning = await lockWarning(tx, input, 'closeWarning');
      if ('__typename' in warning) return warning;
      const version = warning.version + 1;
      await tx.earlyWarning.update({ where: { id }, data: { state: 'CLOSED', closedAt: now(), closedById: centerId, conclusion, note, version } });
      await announce({ topic: 'warning.closed', subject: id, areaPath: warning.areaPath, payload: { id, centerId, conclusion, version } });
      return { __typename: 'WarningClosed' as const, id };
    });
  },
});

/** The warning, held until the change is over, or why this change is not open to this center. */
async function lockWarning(
  tx: Tx, { id, expectedVersion, centerId }: AcknowledgeWarningInput, wanted: 'acknowledgeWarning' | 'closeWarning',
): Promise<LockedWarning | MoveRefusal> {
  const [warning] = await tx.$queryRaw<LockedWarning[]>`
    SELECT area_path AS "areaPath", state::text, version FROM early_warning WHERE id = ${id} FOR UPDATE`;
  if (!warning) return notFound(id);
  if (warning.version !== expectedVersion) return staleVersion(warning.version);
  const open: readonly string[] = OPEN[warning.state];
  if (!open.includes(wanted)) return illegalTransition(warning.state, open);
  const center = await tx.connectedCenter.findUnique({ where: { centerId }, select: { areaPath: true } });
  if (!center) return notFound(centerId);
  return `${warning.areaPath}/`.startsWith(`${center.areaPath}/`) ? warning : notResponsible(centerId);
}

const notResponsible = (centerId: string): CenterNotResponsible => ({
  __typename: 'CenterNotResponsible',
  centerId,
  message: `The center ${centerId} serves neither the area of the warning nor one above it.`,
  messageZh: `综治中心 ${centerId} 不负责该预警所在区域。`,
});
