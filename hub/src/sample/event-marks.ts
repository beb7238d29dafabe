import { toStamp } from './calendar.js';
import type { Step } from './events.js';
import type { Random } from './random.js';
import type { Value } from './table.js';

export const markColumns = ['flags', 'handling_level', 'duplicate_of_id', 'terminated_for', 'check_passed_at', 'rating', 'version'];

interface Marked {
  readonly id: string;
  readonly areaPath: string;
  readonly centerId: string | null;
  readonly steps: readonly Step[];
}

const reasons = [['NOT_FOUND_ON_SITE', 40], ['OUTSIDE_REMIT', 35], ['WITHDRAWN_BY_REPORTER', 25]] as const;

/** A center's id is that of its area, and a code's length tells the level. */
const levelOf = (centerId: string | null): string | null =>
  (centerId === null ? null : { 4: 'CITY', 6: 'DISTRICT', 9: 'STREET', 12: 'COMMUNITY' }[centerId.length - 1] ?? null);

/** What is on record of an event besides its way: flags, level, why it was ended early, how well it was handled. */
export function createMarks(random: Random): (event: Marked) => readonly Value[] {
  /** The latest event of each area that could be an original. */
  const originals = new Map<string, string>();
  return ({ id, areaPath, centerId, steps }) => {
    const last = steps.at(-1)?.state;
    const closed = steps.find(({ state }) => state === 'CLOSED');
    const original = originals.get(areaPath) ?? null;
    const isTerminated = last === 'TERMINATED';
    const isDuplicate = isTerminated && original !== null && random.chance(0.35);
    const flags = [['URGENT', 0.04], ['LEFT_OVER', 0.015], ['LEADERS_INSTRUCTION', 0.006]] as const;
    const drawn = flags.filter(([, share]) => random.chance(share)).map(([flag]) => flag);
    if (!isTerminated) originals.set(areaPath, id);
    return [
      drawn, levelOf(centerId), isDuplicate ? original : null, isTerminated ? (isDuplicate ? 'DUPLICATE' : random.weighted(reasons)) : null,
      closed ? toStamp(closed.at) : null, last === 'EVALUATED' ? random.weighted([[5, 60], [4, 28], [3, 8], [2, 3], [1, 1]] as const) : null, steps.length,
    ];
  };
}
