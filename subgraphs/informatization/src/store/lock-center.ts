import type { Tx } from './changes.js';

interface CenterRow {
  readonly areaPath: string;
  readonly level: 'PROVINCE' | 'CITY' | 'DISTRICT' | 'STREET' | 'COMMUNITY';
}

/**
 * The first lock of every writer of what belongs to a center, and the one that the trigger on its connections
 * takes: so none waits in a circle, and what is looked up afterwards stays so.
 */
export async function lockCenter(tx: Tx, centerId: string): Promise<CenterRow | undefined> {
  const [center] = await tx.$queryRaw<CenterRow[]>`
    SELECT area_path AS "areaPath", level::text FROM connected_center WHERE center_id = ${centerId} FOR NO KEY UPDATE`;
  return center;
}
