import type { SampleCenter } from './centers.js';
import type { Area } from './divisions.js';

/** Ids of the centers that stand, by the code of their area. */
export type CenterIndex = ReadonlyMap<string, string>;

export const indexCenters = (centers: readonly SampleCenter[]): CenterIndex =>
  new Map(centers.filter(({ built }) => built).map(({ id, area }) => [area.code, id]));

/** The center that answers for an area: its own, or else the nearest one above. */
export function centerFor(centers: CenterIndex, area: Area): string {
  for (let at: Area | null = area; at; at = at.parent) {
    const id = centers.get(at.code);
    if (id) return id;
  }
  throw new Error(`No center answers for ${area.code}`);
}
