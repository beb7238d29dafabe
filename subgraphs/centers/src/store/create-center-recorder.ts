import { illegalTransition, notFound, staleVersion } from '@sizhu/kit';
import type { CenterStatus } from '../__generated__/resolvers.js';
import { actionsFrom } from '../center-transitions.js';
import type { CentersChangeTools, Tx } from './change.js';

interface RecordInput {
  readonly idempotencyKey: string;
  readonly centerId: string;
  readonly expectedVersion: number;
}

interface OpenCenter {
  readonly areaPath: string;
  readonly status: CenterStatus;
  readonly version: number;
}

/** A center whose records may change, as it was read; or why not. Its place cannot move until the change is over. */
async function lockOpen(tx: Tx, { centerId, expectedVersion }: RecordInput) {
  const [center] = await tx.$queryRaw<OpenCenter[]>`
    SELECT area_path AS "areaPath", status::text, version FROM center WHERE id = ${centerId} FOR NO KEY UPDATE`;
  if (!center) return notFound(centerId);
  if (center.version !== expectedVersion) return staleVersion(center.version);
  return center.status === 'CLOSED' ? illegalTransition(center.status, actionsFrom(center.status)) : center;
}

const changed = (centerId: string) => ({ __typename: 'CenterChanged', centerId } as const);

/** Makes changes of what a center keeps. Each counts the center's version on and is told under its topic. */
export function createCenterRecorder({ change, now }: CentersChangeTools) {
  return <Kept extends { readonly __typename: string }>(
    operation: string, topic: string, input: RecordInput, keep: (tx: Tx, center: OpenCenter) => Promise<Kept | null>,
  ) => change({ idempotencyKey: input.idempotencyKey, operation, input }, async (tx, announce) => {
    const { centerId } = input;
    const center = await lockOpen(tx, input);
    if ('__typename' in center) return center;
    const refusal = await keep(tx, center);
    if (refusal) return refusal;
    await tx.center.update({ where: { id: centerId }, data: { version: { increment: 1 }, updatedAt: now() } });
    const { idempotencyKey: _key, expectedVersion: _version, ...payload } = input;
    await announce({ topic, subject: centerId, areaPath: center.areaPath, payload });
    return changed(centerId);
  });
}
