import { notFound } from '@sizhu/kit';
import type { AreaLevel } from '../__generated__/resolvers.js';
import type { Tx } from './change.js';

export const notStanding = (centerId: string) => ({
  __typename: 'CenterNotStanding', centerId,
  message: `The center ${centerId} is not built, or has closed: this is open to a center that stands.`,
  messageZh: `综治中心 ${centerId} 尚未建成或已关闭：只有建成的中心可以这样做。`,
} as const);

export const outsideArea = (id: string, areaPath: string) => ({
  __typename: 'OutsideArea', id,
  message: `${id} lies outside the area ${areaPath}.`,
  messageZh: `${id} 不在区域 ${areaPath} 内。`,
} as const);

export const idTaken = (id: string) => ({
  __typename: 'IdTaken', id,
  message: `There is a record with the id ${id} already, and editions do not change: choose another id.`,
  messageZh: `标识 ${id} 已被占用，且已登记的版本不可更改：请换一个标识。`,
} as const);

export const itemsIncomplete = (itemIds: readonly string[]) => ({
  __typename: 'ItemsIncomplete', itemIds,
  message: `Items are missing: ${itemIds.join(', ')}.`,
  messageZh: `缺少条目：${itemIds.join('、')}。`,
} as const);

/** A center that stands, held until the change is over; or why it cannot be had. */
export async function lockStanding(tx: Tx, centerId: string) {
  const [center] = await tx.$queryRaw<{ areaPath: string; level: AreaLevel; stands: boolean }[]>`
    SELECT area_path AS "areaPath", level::text, status IN ('BUILT', 'OPERATING') AS stands FROM center WHERE id = ${centerId} FOR NO KEY UPDATE`;
  if (!center) return notFound(centerId);
  return center.stands ? center : notStanding(centerId);
}

/** The refusal where there is no such body; null where there is. */
export const refuseUnknownBody = async (tx: Tx, id: string) =>
  (await tx.organization.findUnique({ where: { id }, select: { id: true } }) ? null : notFound(id));

export const findAreaPath = async (tx: Tx, code: string): Promise<string | null> =>
  (await tx.area.findUnique({ where: { code }, select: { path: true } }))?.path ?? null;

export const isInsidePath = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);
