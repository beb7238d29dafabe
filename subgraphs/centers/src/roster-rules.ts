import type { Area, AreaKind } from './__generated__/database.js';

type Level = Area['level'];

/** The tier that an area of a tier manages; null where it manages none. The tree of the city begins with it. */
const MANAGES: Readonly<Record<Level, Level | null>> = {
  PROVINCE: null, CITY: 'DISTRICT', DISTRICT: 'STREET', STREET: 'COMMUNITY', COMMUNITY: null,
};

export const levelBelow = (parent: Level): Level | null => MANAGES[parent];

export const canManage = (parent: Level, child: Level): boolean => MANAGES[parent] === child;

const PILOT_ZONE = /^[0-9]{4}Z[0-9]{1,2}$/;
const DIGITS: Readonly<Partial<Record<Level, number>>> = { DISTRICT: 6, STREET: 9, COMMUNITY: 12 };

/** Statutory unit or pilot zone, by the form of its code; null where no area of the tier has such a code. */
export function kindOfCode(code: string, level: Level): AreaKind | null {
  if (level === 'DISTRICT' && PILOT_ZONE.test(code)) return 'PILOT_ZONE';
  return /^[0-9]+$/.test(code) && code.length === DIGITS[level] ? 'STATUTORY' : null;
}

/** Code of the unit that the state's divisions place it in; null for a pilot zone. */
export const toStatutoryParent = (code: string, level: Level): string | null => {
  if (kindOfCode(code, level) !== 'STATUTORY') return null;
  return level === 'DISTRICT' ? code.slice(0, 4) : code.slice(0, -3);
};
