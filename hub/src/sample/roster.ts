import { cityCode, isQuasiUnit, type Area } from './divisions.js';
import { createRandom, type Random } from './random.js';

export type CenterStatus = 'PLANNED' | 'BUILDING' | 'BUILT' | 'OPERATING';

export interface PlannedCenter {
  readonly id: string;
  readonly area: Area;
  readonly status: CenterStatus;
}

/** Which areas have a center. All pillars build on it. */
export interface Roster {
  readonly areas: readonly Area[];
  readonly areaByCode: ReadonlyMap<string, Area>;
  readonly streets: readonly Area[];
  readonly communities: readonly Area[];
  /** In any status. */
  readonly centers: readonly PlannedCenter[];
  /** Standing ones only. */
  readonly built: readonly PlannedCenter[];
  readonly builtIds: ReadonlySet<string>;
  /** The built center nearest to an area: its own, else the one above. */
  centerOf(area: Area): string;
}

export const toCenterId = (areaCode: string): string => `C${areaCode}`;

const builtStreets = 158;
const builtCommunities = 1_387;
const demonstrationStreet = '210204009';
/** Their centers have a story in the report. */
const storied = new Set([cityCode, '210203', '210212', '210214', demonstrationStreet, '210204011']);

export const isStoried = ({ code }: Area): boolean => storied.has(code);

export function planRoster(areas: readonly Area[], seed: number): Roster {
  const random = createRandom(seed, 'roster');
  const areaByCode = new Map(areas.map((area) => [area.code, area]));
  const ofLevel = (level: Area['level']) => areas.filter((area) => area.level === level);
  const streets = ofLevel('STREET');
  const communities = ofLevel('COMMUNITY');

  const quasiUnits = streets.filter(isQuasiUnit);
  const others = streets.filter((area) => !isQuasiUnit(area) && !isStoried(area));
  const without = new Set([
    ...quasiUnits,
    ...random.sample(others, streets.length - builtStreets - quasiUnits.length),
    ...random.sample(communities, communities.length - builtCommunities),
  ]);

  const centers = areas.filter(({ level }) => level !== 'PROVINCE').flatMap((area): PlannedCenter[] => {
    const status = without.has(area) ? drawUnbuilt(random, area) : drawBuilt(random, area);
    return status === null ? [] : [{ id: toCenterId(area.code), area, status }];
  });
  const built = centers.filter(({ status }) => status === 'BUILT' || status === 'OPERATING');
  const builtIds = new Set(built.map(({ id }) => id));
  return {
    areas, areaByCode, streets, communities, centers, built, builtIds,
    centerOf: ({ path }) =>
      path.split('/').map(toCenterId).findLast((id) => builtIds.has(id)) ?? toCenterId(cityCode),
  };
}

function drawUnbuilt(random: Random, area: Area): CenterStatus | null {
  if (isQuasiUnit(area)) return null;
  return random.weighted<CenterStatus | null>([[null, 70], ['PLANNED', 18], ['BUILDING', 12]]);
}

function drawBuilt(random: Random, area: Area): CenterStatus {
  if (area.level === 'CITY' || area.level === 'DISTRICT' || isStoried(area)) return 'OPERATING';
  return random.chance(area.level === 'STREET' ? 0.93 : 0.86) ? 'OPERATING' : 'BUILT';
}
